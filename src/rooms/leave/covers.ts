import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { setDiversion } from '../channels/phone/diversions.ts';
import { availabilityOf, reachable, standInsOf } from '../shifts/availability.ts';
import { visible, workableOne } from '../tickets/access.ts';
import { assign } from '../tickets/owners.ts';
import { rowsOf } from '../tickets/ticket-row.ts';
import type { TicketRow } from '../tickets/rules.ts';
import { ledAmong, leadsPerson, readableLeave } from './access.ts';
import { coverWrong, notCover, type covering } from './contract.ts';
import { tell } from './leave-row.ts';
import { tables } from './tables.ts';

const most = 50;

/** Open tickets of those one stands in for: what came back, what woke, what was left. As a lead, of those nobody stands in for. */
export async function coveringFor(db: Reads, actor: PersonActor): Promise<Out<typeof covering>[]> {
  const away = await tables(db).selectFrom('leaves').select(['id', 'person_id', 'until_at', 'began_at']).where('state', '=', 'away').where('person_id', '!=', actor.id).orderBy('until_at').orderBy('id').execute();
  const standIns = await standInsOf(db, away.map((one) => one.person_id));
  const alone = await ledAmong(db, actor, away.flatMap((one) => (standIns.get(one.person_id) === null ? [one.person_id] : [])));
  const all: Out<typeof covering>[] = [];
  for (const one of away.filter((a) => standIns.get(a.person_id) === actor.id || alone.has(a.person_id))) {
    const tickets = await tables(db).selectFrom('tickets as t').select('t.id').where('t.owner_id', '=', one.person_id).where('t.status', '=', 'open').where('t.merged_into', 'is', null).where(visible(actor)).orderBy('t.due_at').orderBy('t.id').limit(most).execute();
    const rows = await rowsOf(db, tickets.map((t) => t.id));
    if (rows.length) all.push({ leaveId: one.id, personId: one.person_id, until: one.until_at, lead: alone.has(one.person_id), tickets: rows.map((ticket) => ({ ticket, words: whyOf(ticket, one.began_at) })) });
  }
  return all;
}

/** Why a ticket of somebody away wants somebody. */
function whyOf(ticket: TicketRow, since: string | null): string {
  if (ticket.dueAt && Date.parse(ticket.dueAt) < clock.ms()) return 'something on it is late';
  if (ticket.lastFrom === 'customer' && since && ticket.lastMessageAt > since) return `${ticket.customerName || 'the customer'} wrote meanwhile`;
  return ticket.lastFrom === 'customer' ? `${ticket.customerName || 'the customer'} waits for an answer` : 'it was left open';
}

/** Becomes the owner of a ticket of somebody who is away, standing in for them. Nobody is there who could hand it off. */
export async function takeOver(tx: Tx, actor: PersonActor, ticketId: string): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  if (!ticket.owner_id) return refuse(notFound);
  if (ticket.owner_id === actor.id) return;
  const away = (await availabilityOf(tx, [ticket.owner_id])).get(ticket.owner_id)!.away;
  const standIn = away ? await reachable(tx, ticket.owner_id) : ticket.owner_id;
  if (!away || !(standIn === actor.id || (standIn === null && (await leadsPerson(tx, actor, ticket.owner_id))))) refuse(notCover);
  await assign(tx, actor, ticketId, actor.id, undefined, { via: 'cover' });
}

/** Sends their calls to who stands in, for the time of the leave. */
export async function divertCalls(tx: Tx, actor: PersonActor, leaveId: string): Promise<void> {
  const { row } = await readableLeave(tx, actor, leaveId);
  if (!row.cover_id) refuse(coverWrong);
  await setDiversion(tx, actor, row.person_id, { from: row.from_at, until: row.until_at, toPersonId: row.cover_id, number: '', note: 'On leave' });
  await tell(tx, actor, row);
}
