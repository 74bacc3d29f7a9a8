import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { runs } from '../people/access.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { mustOwn, reachableTeam, workableOne } from './access.ts';
import { change, unchangedSince, type How } from './changes.ts';
import { Assigned, assigneeAway, Given, mayAssign, mayGive, mayTake, ownedAlready, Taken } from './contract.ts';
import type { Ticket } from './tables.ts';

export const about = (t: Ticket) => ({ ticketId: t.id, teamId: t.team_id, ownerId: t.owner_id, claimedBy: t.claimed_by });

/** Becomes the owner of a ticket nobody owns; of two who try at once one wins and the other is told who (W-L10). */
export async function take(tx: Tx, actor: Actor, id: string, how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  if (actor.kind !== 'person') return refuse(notFound);
  if (ticket.owner_id === actor.id) return ticket;
  if (ticket.owner_id) refuse(ownedAlready, { ownerId: ticket.owner_id });
  await unchangedSince(tx, ticket, how.version, ['teamId']);
  await mustOwn(tx, actor.id, ticket.team_id);
  await ask(tx, actor, mayTake, { ...about(ticket), via: how.via, reason: how.reason });
  return await change(tx, actor, ticket, { owner_id: actor.id }, Taken, {}, how);
}

/** Whoever holds the claim on a ticket becomes its owner by what only owners do, such as closing it; for everybody else nothing changes. An act of its own: what follows is undone without it. */
export const keepIfClaimed = async (tx: Tx, actor: Actor, ticket: Ticket, how: How = {}): Promise<Ticket> =>
  (ticket.claimed_by !== null && actor.kind === 'person' && ticket.claimed_by === actor.id ? await take(tx, actor, ticket.id, how) : ticket);

/** Makes somebody the owner, in the same team or in another. The only writer of ownership beside `take` and `giveToTeam`. */
export async function assign(tx: Tx, actor: Actor, id: string, to: string, toTeamId?: string, how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  await unchangedSince(tx, ticket, how.version, toTeamId ? ['ownerId', 'teamId'] : ['ownerId']);
  const teamId = toTeamId ?? ticket.team_id;
  if (ticket.owner_id === to && ticket.team_id === teamId) return ticket;
  if (teamId !== ticket.team_id) await reachableTeam(tx, actor, teamId);
  await mustOwn(tx, to, teamId);
  if (how.via === undefined) await mustBeThere(tx, actor, to, teamId);
  await ask(tx, actor, mayAssign, { ...about(ticket), to, toTeamId: teamId, via: how.via, reason: how.reason });
  return await change(tx, actor, ticket, { owner_id: to, team_id: teamId }, Assigned, { from: ticket.owner_id, to, fromTeam: ticket.team_id, toTeam: teamId, via: how.via }, how);
}

/** Nobody is given a ticket while they are away, but by those who run the team and know what they do. */
async function mustBeThere(tx: Tx, actor: Actor, to: string, teamId: string): Promise<void> {
  if (actor.kind !== 'person' || actor.id === to || runs(actor, teamId)) return;
  if ((await mayBeGiven(tx, actor, [to], { teamId })).get(to)!.mayAsk) return;
  const { until, note, coverId } = (await availabilityOf(tx, [to])).get(to)!;
  refuse(assigneeAway, { personId: to, until, note, coverId });
}

/** Puts a ticket into a team's queue without an owner: another team's, or back into its own. */
export async function giveToTeam(tx: Tx, actor: Actor, id: string, toTeamId: string, how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  await unchangedSince(tx, ticket, how.version, ['ownerId', 'teamId']);
  if (ticket.owner_id === null && ticket.team_id === toTeamId && ticket.claimed_by === null) return ticket;
  if (toTeamId !== ticket.team_id) await reachableTeam(tx, actor, toTeamId);
  await ask(tx, actor, mayGive, { ...about(ticket), toTeamId, via: how.via });
  return await change(tx, actor, ticket, { owner_id: null, team_id: toTeamId, claimed_by: null }, Given, { from: ticket.owner_id, fromTeam: ticket.team_id, toTeam: toTeamId, via: how.via }, how);
}
