import { sql } from 'kysely';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettingsOf } from '../../core/server/settings.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { reachableTeam } from '../tickets/access.ts';
import type { Ticket } from '../tickets/tables.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { claim, freeSlots } from './claims.ts';
import { noTeam, notNow, nothingLeft, queueSettings } from './contract.ts';
import { unread } from './edges.ts';
import { candidates, knowsOf, laneLength, type Knows } from './lanes.ts';
import { before, rank, reasonsFor, together, type Claim, type Policy, type Reason, type Waiting } from './rules.ts';
import { tables } from './tables.ts';

/** A queue as it would be served to somebody at this moment, as far as it was read. */
export interface Turn {
  readonly queue: readonly Waiting[];
  reasons(one: Waiting): Reason[];
  /** Whether nobody who was not read comes before this one; without one, whether everybody was read. */
  certain(one: Waiting | undefined): boolean;
}

/** The teams whose queue somebody works: the one asked for, or their own. Unknown and forbidden ones answer alike. */
export async function teamsOf(db: Reads, actor: PersonActor, teamId: string | undefined): Promise<string[]> {
  if (!teamId) return [...actor.teams];
  await reachableTeam(db, actor, teamId);
  return [teamId];
}

/** How the queues of some teams are worked: each by its own policy, between them by the workspace's. */
export interface Policies { readonly of: ReadonlyMap<string, Policy>; readonly common: Policy }
export async function policiesOf(db: Reads, teamIds: readonly string[]): Promise<Policies> {
  const all = await readSettingsOf(db, queueSettings, [null, ...teamIds]);
  return { of: new Map(teamIds.map((id) => [id, all.get(id)!])), common: all.get(null)! };
}
/** On how many tickets somebody may work at a time, who works these queues together. */
export const slotsIn = ({ of }: Policies): number => Math.max(0, ...[...of.values()].map((p) => p.claimsAtOnce));

/** The order in which the queues of some teams would be served to somebody, read so far into each lane. */
async function turnOf(db: Reads, knows: Knows, { of, common }: Policies, reach: number): Promise<Turn> {
  const now = clock.ms();
  const queues: { readonly teamId: string; readonly policy: Policy; readonly ranked: readonly Waiting[]; readonly beyond: readonly Waiting[] }[] = [];
  for (const [teamId, policy] of of) {
    const read = await candidates(db, { teamId, knows, policy, now, reach });
    queues.push({ teamId, policy, ranked: rank(read, knows, policy, now), beyond: unread(read, knows, policy, now, reach) });
  }
  const queue = queues.length > 1 ? together(queues.map((one) => one.ranked), knows, common, now) : queues[0]?.ranked ?? [];
  return {
    queue, reasons: (one) => reasonsFor(one, knows, of.get(one.teamId)!, now),
    certain(one) {
      const from = one ? queue.indexOf(one) : queue.length;
      // Between queues their heads decide: each must be the true one.
      return queues.every(({ teamId, policy, beyond }) => {
        const head = queue.find((other, at) => at >= from && other.teamId === teamId);
        return beyond.every((other) => head !== undefined && before(other, head, knows, policy, now) >= 0);
      });
    },
  };
}

/** So much further one looks the next time. */
const further = 8;

/** The same, read so far that the first `sure` of it are certain. */
export async function turnFor(db: Reads, actor: PersonActor, policies: Policies, sure: number): Promise<Turn> {
  const knows = await knowsOf(db, actor);
  for (let reach = laneLength; ; reach *= further) {
    const turn = await turnOf(db, knows, policies, reach);
    if (turn.certain(turn.queue[sure - 1])) return turn;
  }
}

/** So often the queue is looked at: further each time, where something unread might come first or others take all that was seen of it. */
const looks = 6;

/**
 * Gives somebody the next ticket: ranked without a lock, then the first that nobody else is just taking. So a hundred people at
 * once get a hundred different ones, and nobody waits for anybody.
 */
export async function takeNext(tx: Tx, actor: PersonActor, id: string, teamId: string | undefined): Promise<Claim> {
  const teamIds = await teamsOf(tx, actor, teamId);
  if (!teamIds.length) refuse(noTeam);
  const given = (await mayBeGiven(tx, actor, [actor.id], { teamId: teamIds.length === 1 ? teamIds[0]! : null })).get(actor.id)!;
  if (!given.ok) refuse(notNow, { why: given.why?.say ?? '' });
  const policies = await policiesOf(tx, teamIds);
  const slots = await freeSlots(tx, actor, slotsIn(policies));
  const knows = await knowsOf(tx, actor);
  for (let look = 0, reach = laneLength; look < looks; look++) {
    const turn = await turnOf(tx, knows, policies, reach);
    if (!turn.queue.length) break;
    const ticket = await firstFree(tx, turn.queue);
    const one = turn.queue.find((w) => w.id === ticket?.id);
    if (ticket && one && (turn.certain(one) || look === looks - 1)) return await claim(tx, actor, id, { ticket, slots, reasons: turn.reasons(one), policy: policies.of.get(ticket.team_id)! });
    reach *= further;
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
