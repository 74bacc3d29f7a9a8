import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { stopAbout } from '../clocks/clocks.ts';
import { runs } from '../people/access.ts';
import { sees, workableOne } from '../tickets/access.ts';
import { change, type How } from '../tickets/changes.ts';
import { keepIfClaimed } from '../tickets/owners.ts';
import type { Ticket } from '../tickets/tables.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { Claimed, claimOver, finishFirst, GivenBack, onlyLeads } from './contract.ts';
import { claimsOf, shape } from './claim-answers.ts';
import { clockKind, startLease } from './leases.ts';
import type { Claim, Policy, Reason } from './rules.ts';
import { claimColumns, tables, type ClaimRecord } from './tables.ts';

type Ended = NonNullable<ClaimRecord['outcome']>;

/** Gives somebody the claim on a ticket that is free and locked. Held by two unique indexes: one for a ticket, and one for a person and slot, of which their other tabs may take one meanwhile. */
export async function claim(tx: Tx, actor: PersonActor, id: string, { ticket, slots, reasons, policy }: { ticket: Ticket; slots: readonly number[]; reasons: readonly Reason[]; policy: Policy }): Promise<Claim> {
  const at = clock.iso();
  await change(tx, actor, ticket, { claimed_by: actor.id }, Claimed, { claimId: id, personId: actor.id, reasons: [...reasons] }, { uid: id });
  const row = { id, ticket_id: ticket.id, team_id: ticket.team_id, person_id: actor.id, reasons: JSON.stringify(reasons), idle_seconds: policy.idleSeconds, warn_seconds: policy.warnSeconds, at, active_at: at };
  let made: ClaimRecord | undefined;
  for (const slot of slots) made ??= await tables(tx).insertInto('claims').values({ ...row, slot }).onConflict((c) => c.doNothing()).returning(claimColumns).executeTakeFirst();
  if (!made) return refuse(finishFirst, { claims: await claimsOf(tx, actor.id) });
  await startLease(tx, actor, made);
  return shape({ ...made, number: ticket.number, subject: ticket.subject });
}

/** The slots that somebody has left; refused when they have none, with what to finish first. */
export async function freeSlots(tx: Tx, actor: PersonActor, slots: number): Promise<number[]> {
  const taken = (await tables(tx).selectFrom('claims').select('slot').where('person_id', '=', actor.id).where('ended_at', 'is', null).execute()).map((c) => c.slot);
  const free = Array.from({ length: slots }, (_, n) => n + 1).filter((slot) => !taken.includes(slot));
  return taken.length < slots ? free : refuse(finishFirst, { claims: await claimsOf(tx, actor.id) });
}

/** A claim of one's own that is not over, with its ticket, locked: the ticket first. */
async function held(tx: Tx, claimId: string): Promise<{ row: ClaimRecord; ticket: Ticket }> {
  const found = await tables(tx).selectFrom('claims').select('ticket_id').where('id', '=', claimId).executeTakeFirst();
  if (!found) return refuse(notFound);
  const ticket = (await tables(tx).selectFrom('tickets').select(ticketColumns).where('id', '=', found.ticket_id).forUpdate().executeTakeFirst())!;
  const row = (await tables(tx).selectFrom('claims').select(claimColumns).where('id', '=', claimId).forUpdate().executeTakeFirst())!;
  return { row, ticket };
}

/** One's own claim; of somebody else's nothing is said. */
export async function own(tx: Tx, actor: PersonActor, claimId: string): Promise<{ row: ClaimRecord; ticket: Ticket }> {
  const one = await held(tx, claimId);
  if (one.row.person_id !== actor.id) refuse(notFound);
  if (one.row.ended_at) refuse(claimOver, { ticketId: one.ticket.id, outcome: one.row.outcome as 'idle' });
  return one;
}

/** Becomes the owner of what one works on. */
export async function keep(tx: Tx, actor: PersonActor, claimId: string, how: How = {}): Promise<Ticket> {
  const { ticket } = await own(tx, actor, claimId);
  return await keepIfClaimed(tx, actor, ticket, how);
}

/** For rooms above: whoever hands a ticket on or escalates it while they work on it owns it from now on. Answers whether they did. */
export async function keepClaim(tx: Tx, actor: Actor, ticketId: string): Promise<boolean> {
  if (actor.kind !== 'person') return false;
  const mine = await tables(tx).selectFrom('claims').select('id').where('ticket_id', '=', ticketId).where('person_id', '=', actor.id).where('ended_at', 'is', null).executeTakeFirst();
  if (!mine) return false;
  await keepIfClaimed(tx, actor, await workableOne(tx, actor, ticketId));
  return true;
}

/** Puts it back into its place in the queue; drafts stay with who wrote them. */
export async function giveBack(tx: Tx, actor: PersonActor, claimId: string): Promise<string> {
  const { row, ticket } = await own(tx, actor, claimId);
  await back(tx, actor, row, ticket, 'given-back');
  return ticket.id;
}

/** A lead puts back what somebody works on, with a reason that stands on the timeline. */
export async function release(tx: Tx, actor: PersonActor, claimId: string, reason: string): Promise<string> {
  const { row, ticket } = await held(tx, claimId);
  if (!(await sees(tx, actor, ticket))) refuse(notFound);
  if (!runs(actor, ticket.team_id)) refuse(onlyLeads);
  if (row.ended_at) refuse(claimOver, { ticketId: ticket.id, outcome: row.outcome as 'idle' });
  await back(tx, actor, row, ticket, 'released', reason);
  return ticket.id;
}

/** The way back into the queue, for whoever sends it. */
export async function back(tx: Tx, actor: Actor, row: ClaimRecord, ticket: Ticket, how: 'given-back' | 'idle' | 'released' | 'left', reason = ''): Promise<void> {
  await end(tx, actor, row.id, how, reason);
  await change(tx, actor, ticket, { claimed_by: null }, GivenBack, { claimId: row.id, personId: row.person_id, how }, { uid: newId(), also: [`person:${row.person_id}`] });
}

/** The only way a claim ends. */
export async function end(tx: Tx, actor: Actor, claimId: string, outcome: Ended, reason = ''): Promise<void> {
  await tables(tx).updateTable('claims').set({ ended_at: clock.now(), outcome, ended_by: actor.kind === 'person' ? actor.id : null, end_reason: reason, warned_at: null, protected_at: null }).where('id', '=', claimId).where('ended_at', 'is', null).execute();
  await stopAbout(tx, actor, claimId, outcome, clockKind);
}

/** A ticket has an owner, another team or another status since: whose claim it was, the claim is over. */
export async function overtaken(tx: Tx, actor: Actor, ticketId: string): Promise<void> {
  const row = await tables(tx).selectFrom('claims as c').innerJoin('tickets as t', 't.id', 'c.ticket_id').select(['c.id', 'c.person_id', 't.owner_id', 't.claimed_by']).where('c.ticket_id', '=', ticketId).where('c.ended_at', 'is', null).forUpdate('c').executeTakeFirst();
  if (row && row.claimed_by === null) await end(tx, actor, row.id, row.owner_id === row.person_id ? 'kept' : 'moved');
}
