import { sql, type RawBuilder } from 'kysely';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { tables } from './tables.ts';
import { never } from '../tickets/ticket-row.ts';
import type { Policy, Waiting } from './rules.ts';

/** So many are read of each lane: the one that is next is the best of them, and of a hundred takers each finds one. */
export const laneLength = 120;
/** How far back it is remembered whom somebody worked with. */
const remembered = 200;

/** What decides, about whoever takes: their skills in small letters, and the customers they worked with. */
export interface Knows { readonly skills: readonly string[]; readonly customers: readonly string[] }

export async function knowsOf(db: Reads, actor: PersonActor): Promise<Knows> {
  const owned = (status: string) => sql`(select customer_id from tickets where owner_id = ${actor.id}::uuid and status = ${sql.lit(status)} and merged_into is null order by last_message_at desc limit ${sql.lit(remembered)})`;
  const [me, { rows }] = await Promise.all([
    tables(db).selectFrom('people').select('skills').where('id', '=', actor.id).executeTakeFirst(),
    sql<{ id: string }>`/* hot */ select distinct coalesce(c.merged_into, c.id) as id from (${owned('open')} union all ${owned('waiting')} union all ${owned('closed')}) t join customers c on c.id = t.customer_id`.execute(db),
  ]);
  return { skills: (me?.skills ?? []).map((s) => s.toLowerCase()), customers: rows.map((r) => r.id) };
}

interface Row { id: string; team_id: string; queued_at: string; due_at: string; priority: Waiting['priority']; tags: string[]; customer_id: string | null; language: string | null }

/**
 * Those of a team's queue among which the next one is: the first of each lane, by due time and by age for every priority, with a
 * complaint tag, with a tag that is one of the taker's skills, of customers they know. Each lane is one range of one index, so it
 * costs the same however long the queue; who holds a claim is passed over.
 */
export async function candidates(db: Reads, teamId: string, knows: Knows, policy: Policy, now: number): Promise<Waiting[]> {
  const { rows } = await laneQuery(teamId, knows, policy, now).execute(db);
  return rows.map((row) => ({
    id: row.id, teamId: row.team_id, queuedAt: Date.parse(row.queued_at), dueAt: row.due_at >= never ? null : Date.parse(row.due_at), priority: row.priority, tags: row.tags,
    known: row.customer_id !== null && knows.customers.includes(row.customer_id), spoken: spoken(row.language, knows.skills),
  }));
}

/** The query itself, so that tests can look at its plan. */
export function laneQuery(teamId: string, knows: Knows, policy: Policy, now: number): RawBuilder<Row> {
  const limit = sql.lit(laneLength);
  const free = sql`t.team_id = ${teamId}::uuid and t.queued_at is not null and t.claimed_by is null`;
  const columns = sql`t.id, t.team_id, t.queued_at, t.due_at, t.priority, t.tags, t.customer_id`;
  const soon = new Date(now + policy.riskMinutes * 60_000).toISOString();
  const lanes = [0, 1, 2, 3].flatMap((p) => [
    sql`(select ${columns} from tickets t where ${free} and t.priority = ${sql.lit(p)} and t.due_at <= ${soon}::timestamptz order by t.due_at, t.id limit ${limit})`,
    sql`(select ${columns} from tickets t where ${free} and t.priority = ${sql.lit(p)} order by t.queued_at, t.id limit ${limit})`,
  ]);
  const tags = [...new Set([...policy.complaintTags, ...knows.skills])];
  if (tags.length) {
    lanes.push(sql`(select x.* from unnest(${tags}::text[]) as l(tag) cross join lateral (
      select ${columns} from tagged_tickets g join tickets t on t.id = g.ticket_id where g.tag = l.tag and g.team_id = ${teamId}::uuid and g.queued_at is not null and t.claimed_by is null order by g.queued_at, g.ticket_id limit ${limit}) x)`);
  }
  if (knows.customers.length) {
    lanes.push(sql`(select x.* from unnest(${[...knows.customers]}::uuid[]) as l(customer) cross join lateral (select ${columns} from tickets t where t.customer_id = l.customer and ${free} limit 20) x)`);
  }
  return sql<Row>`/* hot */ select distinct on (q.id) q.id, q.team_id, q.queued_at, q.due_at, q.priority, q.tags, coalesce(c.merged_into, c.id) as customer_id, coalesce(r.language, c.language) as language
    from (${sql.join(lanes, sql` union all `)}) q left join customers c on c.id = q.customer_id left join customers r on r.id = c.merged_into`;
}

const names = new Map<string, readonly string[]>();
/** A language as people may write it among their skills: its code, its name in English and in itself. */
function called(language: string): readonly string[] {
  const code = language.split('-')[0]!.toLowerCase();
  let all = names.get(code);
  if (!all) {
    const of = (shownIn: string): string => { try { return new Intl.DisplayNames([shownIn], { type: 'language' }).of(code) ?? code; } catch { return code; } };
    names.set(code, all = [of('en'), of(code), code].map((s) => s.toLowerCase()));
  }
  return all;
}
/** The customer's language by its English name, where it is one of somebody's skills. */
export function spoken(language: string | null, skills: readonly string[]): string | null {
  if (!language || !skills.length) return null;
  const all = called(language);
  return all.some((one) => skills.includes(one)) ? `${all[0]![0]!.toUpperCase()}${all[0]!.slice(1)}` : null;
}
