import { sql } from 'kysely';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { reachableTeam } from '../tickets/access.ts';
import type { Ticket } from '../tickets/tables.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { claim, freeSlots } from './claims.ts';
import { noTeam, notNow, nothingLeft, queueSettings } from './contract.ts';
import { candidates, knowsOf } from './lanes.ts';
import { rank, reasonsFor, together, type Policy, type Reason, type Taker, type Waiting } from './rules.ts';
import { tables } from './tables.ts';

/** A queue as it would be served to somebody at this moment. */
export interface Turn { readonly queue: readonly Waiting[]; reasons(one: Waiting): Reason[]; policy(teamId: string): Policy }

/** The teams whose queue somebody works: the one asked for, or their own. Unknown and forbidden ones answer alike. */
export async function teamsOf(db: Reads, actor: PersonActor, teamId: string | undefined): Promise<string[]> {
  if (!teamId) return [...actor.teams];
  await reachableTeam(db, actor, teamId);
  return [teamId];
}

/** How the queues of some teams are worked. */
export type Policies = ReadonlyMap<string, Policy>;
export async function policiesOf(db: Reads, teamIds: readonly string[]): Promise<Policies> {
  const all = new Map<string, Policy>();
  for (const teamId of teamIds) all.set(teamId, await readSettings(db, queueSettings, teamId));
  return all;
}
/** On how many tickets somebody may work at a time, who works these queues together. */
export const slotsIn = (policies: Policies): number => Math.max(0, ...[...policies.values()].map((p) => p.claimsAtOnce));

/** The order in which the queues of some teams would be served to somebody: every team by its own policy, between teams by the workspace's. */
export async function turnOf(db: Reads, actor: PersonActor, policies: Policies): Promise<Turn> {
  const knows = await knowsOf(db, actor);
  const taker: Taker = { skills: knows.skills };
  const now = clock.ms();
  const queues: Waiting[][] = [];
  for (const [teamId, policy] of policies) queues.push(rank(await candidates(db, teamId, knows, policy, now), taker, policy, now));
  const queue = queues.length > 1 ? together(queues, taker, await readSettings(db, queueSettings, null), now) : queues[0] ?? [];
  const policy = (teamId: string) => policies.get(teamId)!;
  return { queue, policy, reasons: (one) => reasonsFor(one, taker, policy(one.teamId), now) };
}

/** So often the queue is looked at anew when others took all that was seen of it meanwhile. */
const looks = 4;

/**
 * Gives somebody the next ticket: ranked without a lock, then the first that nobody else is just taking. So a hundred people at
 * once get a hundred different ones, and nobody waits for anybody.
 */
export async function takeNext(tx: Tx, actor: PersonActor, id: string, teamId: string | undefined): Promise<string> {
  const teamIds = await teamsOf(tx, actor, teamId);
  if (!teamIds.length) refuse(noTeam);
  const given = (await mayBeGiven(tx, actor, [actor.id], { teamId: teamIds.length === 1 ? teamIds[0]! : null })).get(actor.id)!;
  if (!given.ok) refuse(notNow, { why: given.why?.say ?? '' });
  const policies = await policiesOf(tx, teamIds);
  const slots = await freeSlots(tx, actor, slotsIn(policies));
  for (let look = 0; look < looks; look++) {
    const turn = await turnOf(tx, actor, policies);
    if (!turn.queue.length) break;
    const ticket = await firstFree(tx, turn.queue);
    if (!ticket) continue;
    const one = turn.queue.find((w) => w.id === ticket.id)!;
    await claim(tx, actor, id, { ticket, slots, reasons: turn.reasons(one), policy: turn.policy(ticket.team_id) });
    return ticket.id;
  }
  // Their other tab may have taken the last one.
  await freeSlots(tx, actor, slotsIn(policies));
  return refuse(nothingLeft);
}

/** The first of these that is still free, locked; those that somebody is just taking are passed over. */
async function firstFree(tx: Tx, queue: readonly Waiting[]): Promise<Ticket | null> {
  const ids = queue.map((one) => one.id);
  return (await tables(tx).selectFrom('tickets as t').innerJoin(sql<{ id: string; n: number }>`unnest(${ids}::uuid[]) with ordinality`.as<'w'>(sql`w(id, n)`), 'w.id', 't.id').select(ticketColumns.map((c) => `t.${c}` as const))
    .where('t.queued_at', 'is not', null).where('t.claimed_by', 'is', null).orderBy('w.n').limit(1).forUpdate('t').skipLocked().executeTakeFirst()) ?? null;
}
