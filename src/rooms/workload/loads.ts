import { sql } from 'kysely';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { priorityOf } from '../tickets/ticket-row.ts';
import { workloadSettings } from './contract.ts';
import { daysOf, judge, loadOf, messagesUpTo, middleAmong, tenth, trendOf, type Carrying, type Held, type Judged, type Load, type Sample, type Weights } from './rules.ts';
import { tables } from './tables.ts';

export const weightsOf = (db: Reads): Promise<Weights> => readSettings(db, workloadSettings, null);

/** What each of these people holds now, tickets that weigh the same counted together; with null, of everybody. A figure of work, not of content: it counts all teams. */
export async function heldBy(db: Reads, personIds: readonly string[] | null): Promise<Map<string, Held[]>> {
  const { rows } = await sql<Omit<Held, 'priority'> & { owner: string; priority: number }>`select owner_id as owner, channel, status, priority, least(message_count, ${sql.lit(messagesUpTo)})::int as messages, count(*)::int as n, (count(*) filter (where due_at < ${clock.iso()}))::int as late
    from tickets where ${personIds ? sql`owner_id = any(${[...personIds]}::uuid[])` : sql`owner_id is not null`} and status in ('open', 'waiting') and merged_into is null group by 1, 2, 3, 4, 5`.execute(tables(db));
  const held = new Map<string, Held[]>((personIds ?? []).map((id) => [id, []]));
  for (const { owner, priority, ...one } of rows) held.set(owner, [...(held.get(owner) ?? []), { ...one, priority: priorityOf(priority) }]);
  return held;
}

/** What each of these people carries now; everyone asked for is in the answer. */
export async function loadsOf(db: Reads, personIds: readonly string[], weights: Weights): Promise<Map<string, Load>> {
  const held = personIds.length ? await heldBy(db, personIds) : new Map<string, Held[]>();
  return new Map(personIds.map((id) => [id, loadOf(held.get(id) ?? [], weights)]));
}

export interface Week { readonly days: (number | null)[]; readonly trend: ReturnType<typeof trendOf>; readonly effort: number }
const weekMs = 7 * 24 * 3600_000;

/** The last seven days of each, as they were written down hour by hour. */
export async function weeksOf(db: Reads, now: ReadonlyMap<string, Load>): Promise<Map<string, Week>> {
  const ids = [...now.keys()];
  const rows = ids.length ? await tables(db).selectFrom('load_samples').select(['person_id', 'at', 'points', 'effort']).where('person_id', 'in', ids).where('at', '>', clock.iso(-weekMs)).execute() : [];
  const of = new Map<string, (Sample & { effort: number })[]>();
  for (const { person_id, ...sample } of rows) of.set(person_id, [...(of.get(person_id) ?? []), sample]);
  return new Map(ids.map((id) => {
    const samples = of.get(id) ?? [];
    const days = daysOf(samples, clock.ms(), now.get(id)!.points);
    return [id, { days, trend: trendOf(days), effort: tenth(samples.reduce((sum, one) => sum + one.effort, 0)) }];
  }));
}

export interface TeamNow { readonly teamId: string; readonly middle: number; readonly people: (Carrying & Judged & { readonly name: string })[] }

/** The people of each team who work tickets, judged against the middle of their team. */
export async function teamsNow(db: Reads, teamIds: readonly string[]): Promise<TeamNow[]> {
  const weights = await weightsOf(db);
  const members = teamIds.length
    ? await tables(db).selectFrom('members as m').innerJoin('people as p', 'p.id', 'm.person_id').select(['m.team_id', 'p.id', 'p.name']).where('m.team_id', 'in', [...teamIds])
      .where('p.kind', '=', 'person').where('p.deactivated_at', 'is', null).where('p.role', '!=', 'collaborator').orderBy('p.name').orderBy('p.id').execute()
    : [];
  const ids = [...new Set(members.map((m) => m.id))];
  const [loads, states] = [await loadsOf(db, ids, weights), await availabilityOf(db, ids)];
  return teamIds.map((teamId) => {
    const carrying = members.filter((m) => m.team_id === teamId).map(({ id, name }) => ({ personId: id, name, away: states.get(id)!.away, ...loads.get(id)! }));
    const among = middleAmong(carrying);
    return { teamId, middle: among.middle, people: carrying.map((one) => ({ ...one, ...judge(one, among, weights) })) };
  });
}
