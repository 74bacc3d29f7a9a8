import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { actorFor } from '../people/access.ts';
import { keepClaim } from '../queues/claims.ts';
import { nobodyElse } from '../queues/gates.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { workable, workableOne } from '../tickets/access.ts';
import { change, tell, unchangedSince } from '../tickets/changes.ts';
import type { Ticket } from '../tickets/tables.ts';
import { closedTicket, handoffSettings, notYoursToOffer, Offered, openAlready, reasonUnknown, tooThin, toYourself, type handoffForm } from './contract.ts';
import { startDeadline } from './deadlines.ts';
import { destinationOf, leadsOf, type Destination } from './destinations.ts';
import { handoffShape, openOn } from './handoff-answers.ts';
import { promisesOn } from './drafts.ts';
import { gapsIn, loudnessAt, mayOffer, type HandoffRow } from './rules.ts';
import { tables } from './tables.ts';

export type Form = Out<typeof handoffForm>;

/** Offers a ticket. Its owner stays answerable until somebody accepts; in another team it stands in that team's queue from now on. */
export async function offer(tx: Tx, actor: PersonActor, ticketId: string, id: string, form: Form, version?: number): Promise<void> {
  const ticket = await handable(tx, actor, ticketId, version);
  if (!mayOffer(actor, { ownerId: ticket.owner_id, teamId: ticket.team_id }, await ownerGone(tx, ticket))) refuse(notYoursToOffer);
  await saysEnough(tx, ticket, form);
  const to = await destinationOf(tx, actor, ticket, form.to);
  // Nobody says yes to themselves: it would wait for ever.
  if (to.personId === actor.id) refuse(toYourself);
  await write(tx, actor, ticket, id, form, to, 'offer');
  await startDeadline(tx, actor, { id, ticket_id: ticket.id, to_person: to.personId, to_team: to.teamId, urgency: form.urgency });
  await announce(tx, actor, ticketId, id);
}

/** Offers several tickets, each with a form of its own; all or none. */
export async function offerMany(tx: Tx, actor: PersonActor, items: readonly (Form & { readonly id: string; readonly ticketId: string })[]): Promise<void> {
  await workable(tx, actor, [...new Set(items.map((i) => i.ticketId))].sort());
  for (const { id, ticketId, ...form } of items) await offer(tx, actor, ticketId, id, form);
}

/** A ticket that can be handed on now, locked. */
export async function handable(tx: Tx, actor: PersonActor, ticketId: string, version?: number): Promise<Ticket> {
  const found = await workableOne(tx, actor, ticketId);
  if (found.status === 'closed') refuse(closedTicket);
  await unchangedSince(tx, found, version, ['ownerId', 'teamId']);
  await nobodyElse(tx, actor, { ticketId, claimedBy: found.claimed_by });
  // Who works on it without owning it hands on what is theirs.
  const ticket = found.claimed_by && (await keepClaim(tx, actor, ticketId)) ? await workableOne(tx, actor, ticketId) : found;
  const open = await openOn(tx, ticketId);
  if (open) refuse(openAlready, { handoff: handoffShape(open) });
  return ticket;
}

/** Refuses a form that leaves its receiver guessing, naming what is missing. */
export async function saysEnough(db: Reads, ticket: Ticket, form: Form): Promise<void> {
  const { reasons } = await readSettings(db, handoffSettings, ticket.team_id);
  if (!reasons.some((r) => r.key === form.reason)) refuse(reasonUnknown, { reasons: reasons.map((r) => r.key) });
  const gaps = gapsIn(form, ticket.subject);
  if (gaps.length) refuse(tooThin, { ticketId: ticket.id, gaps });
}

/** Whether nobody can be asked for the context: the owner has left or is away. */
async function ownerGone(db: Reads, ticket: Ticket): Promise<boolean> {
  if (!ticket.owner_id) return false;
  return (await actorFor(db, ticket.owner_id)) === null || (await availabilityOf(db, [ticket.owner_id])).get(ticket.owner_id)!.away;
}

/** Keeps a handoff with its words, and the open promises of the ticket as they stand now. */
export async function write(tx: Tx, actor: PersonActor, ticket: Ticket, id: string, form: Form, to: Destination, how: HandoffRow['how']): Promise<void> {
  const over = how === 'reassign';
  await tables(tx).insertInto('handoffs').values({
    id, ticket_id: ticket.id, how, state: over ? 'accepted' : 'offered', sender_id: actor.id, owner_id: ticket.owner_id, from_team: ticket.team_id, to_team: to.teamId, to_person: to.personId, reason: form.reason, urgency: form.urgency,
    issue: form.issue, done: form.done, next_step: form.next, mood: form.mood, promised: form.promised, promises: JSON.stringify(await promisesOn(tx, ticket.id)), offered_at: clock.now(),
    ended_at: over ? clock.now() : null, ended_by: over ? to.personId : null,
  }).execute();
}

/** Moves the ticket into the receiver's queue, where that is another one, and says so. */
async function announce(tx: Tx, actor: PersonActor, ticketId: string, id: string): Promise<void> {
  const record = await tables(tx).selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const handoff = handoffShape(record);
  const ticket = await workableOne(tx, actor, ticketId);
  const loud = loudnessAt(handoff.urgency, 0);
  const data = { handoff, loud, leads: loud === 'lead' ? await leadsOf(tx, handoff.toTeam) : [] };
  const extra = { uid: id, also: handoff.toPerson ? [`person:${handoff.toPerson}`] : [] };
  if (handoff.toTeam === ticket.team_id) await tell(tx, actor, ticket, Offered, data, extra);
  else await change(tx, actor, ticket, { team_id: handoff.toTeam }, Offered, data, extra);
}
