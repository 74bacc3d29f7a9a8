import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { seesById } from '../tickets/access.ts';
import { lockForDue } from '../tickets/due-times.ts';
import type { Ticket } from '../tickets/tables.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { mayDo, type LadderStep, type May, type State } from './rules.ts';
import { tables, type Record } from './tables.ts';

/*
 * Whoever may see the ticket sees its escalations. Those asked see the ticket while it is open, as guests who follow it.
 * What one may do follows from `mayDo` of rules.ts; answers carry it as `may`, verbs refuse by it.
 */

/** An escalation with its ticket and who was asked: what every verb decides by. */
export interface Found { readonly it: Record; readonly ticket: Ticket; readonly asked: readonly string[]; readonly everAsked: readonly string[]; readonly steps: readonly LadderStep[] }

const found = async (db: Reads, it: Record, ticket: Ticket): Promise<Found> => {
  const rows = await tables(db).selectFrom('escalation_asked').select(['person_id', 'step']).where('escalation_id', '=', it.id).orderBy('at').orderBy('person_id').execute();
  return { it, ticket, asked: rows.filter((r) => r.step === it.step).map((r) => r.person_id), everAsked: rows.map((r) => r.person_id), steps: it.steps as LadderStep[] };
};

/** Locked for a change, the ticket before its escalation as the clocks do; without asking who. */
export async function lockedById(tx: Tx, id: string): Promise<Found> {
  const where = (await tables(tx).selectFrom('escalations').select('ticket_id').where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  const ticket = (await lockForDue(tx, where.ticket_id)) ?? refuse(notFound);
  return await found(tx, await tables(tx).selectFrom('escalations').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow(), ticket);
}

/** The same for somebody who may see its ticket; missing and forbidden ones answer alike (W-G1). */
export async function locked(tx: Tx, actor: PersonActor, id: string): Promise<Found & { may: May }> {
  const one = await lockedById(tx, id);
  if (!(await seesById(tx, actor, one.ticket.id))) refuse(notFound);
  return { ...one, may: mayOf(actor, one) };
}

/** One to be read. */
export async function readableOne(db: Reads, actor: Actor, id: string): Promise<Found> {
  const it = (await tables(db).selectFrom('escalations').selectAll().where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  if (!(await seesById(db, actor, it.ticket_id))) refuse(notFound);
  return await found(db, it, await tables(db).selectFrom('tickets').select(ticketColumns).where('id', '=', it.ticket_id).executeTakeFirstOrThrow());
}

/** What somebody may do with it now. */
export const mayOf = (who: PersonActor, { it, ticket, asked, everAsked, steps }: Found): May => mayDo(who, {
  state: it.state as State, raisedBy: it.raised_by, closerId: it.closer_id, asked, everAsked, acknowledgedBy: it.acknowledged_by, overridden: it.overridden, ownerId: ticket.owner_id, teamId: ticket.team_id,
  ticketLive: ticket.status !== 'closed' && ticket.merged_into === null, lastStep: it.step >= steps.length - 1,
});
