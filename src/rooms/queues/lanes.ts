import { sql, type RawBuilder } from 'kysely';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { never } from '../tickets/ticket-row.ts';
import { languageName, languagesIn } from './languages.ts';
import type { Policy, Waiting } from './rules.ts';

/** So many are read of each lane at first: more than one process has takers at work at the same moment. */
export const laneLength = 40;
/** How far back it is remembered whom somebody worked with. */
const remembered = 200;

/** What decides, about whoever takes: their skills in small letters, the codes of languages among them, and the customers they worked with. */
export interface Knows { readonly skills: readonly string[]; readonly languages: readonly string[]; readonly customers: ReadonlySet<string> }

export async function knowsOf(db: Reads, actor: PersonActor): Promise<Knows> {
  const owned = (status: string) => sql`(select customer_id from tickets where owner_id = ${actor.id}::uuid and status = ${sql.lit(status)} and merged_into is null order by last_message_at desc limit ${sql.lit(remembered)})`;
  const { rows } = await sql<{ skills: string[]; customers: string[] }>`/* hot */ with mine as (
      select distinct coalesce(c.merged_into, c.id) as id from (${owned('open')} union all ${owned('waiting')} union all ${owned('closed')}) t join customers c on c.id = t.customer_id)
    select (select p.skills from people p where p.id = ${actor.id}::uuid) as skills, array(select id from mine union all select c.id from mine join customers c on c.merged_into = mine.id) as customers`.execute(db);
  const skills = (rows[0]!.skills ?? []).map((s) => s.toLowerCase());
  return { skills, languages: languagesIn(skills), customers: new Set(rows[0]!.customers) };
}

interface Row { id: string; team_id: string; queued: number; due: number; priority: Waiting['priority']; tags: string[]; customer_id: string | null; language: string | null }
/** Who waits in a team's queue, as far as one looks: `reach` of each lane. */
export interface Wanted { readonly teamId: string; readonly knows: Knows; readonly policy: Policy; readonly now: number; readonly reach: number }

/** Those of a team's queue among which the next one is, without those that somebody works on. */
export async function candidates(db: Reads, wanted: Wanted): Promise<Waiting[]> {
  const { knows } = wanted;
  const noneDue = Date.parse(never);
  const { rows } = await laneQuery(wanted).execute(db);
  return rows.map((row) => ({
    id: row.id, teamId: row.team_id, queuedAt: row.queued, dueAt: row.due >= noneDue ? null : row.due, priority: row.priority, tags: row.tags,
    known: row.customer_id !== null && knows.customers.has(row.customer_id), spoken: row.language !== null && knows.languages.includes(row.language) ? languageName(row.language) : null,
  }));
}

/**
 * The first of each lane, by age: of every priority; of those that are late, and late soon; with a complaint tag, with a tag
 * that is a skill of the taker's, in a language they speak, of customers they know. Lanes that the policy does not ask about
 * are left out. Each is one range of one index, so it costs the same however long the queue. `edges.ts` knows what may have
 * been missed. The query itself, so that tests can look at its plan.
 */
export function laneQuery({ teamId, knows, policy, now, reach }: Wanted): RawBuilder<Row> {
  const limit = sql`limit ${sql.lit(reach)}`;
  const asks = new Set(policy.order);
  const free = sql`t.team_id = ${teamId}::uuid and t.queued_at is not null and t.claimed_by is null`;
  const columns = sql`t.id, t.team_id, t.queued_at, t.due_at, t.priority, t.tags, t.customer_id, t.language`;
  const byAge = sql`order by t.queued_at, t.id`;
  const each = sql`unnest(array[0, 1, 2, 3]) as p(priority)`;
  const lanes = [sql`select x.* from ${each} cross join lateral (select ${columns} from tickets t where ${free} and t.priority = p.priority ${byAge} ${limit}) x`];
  if (asks.has('breach')) lanes.push(sql`select ${columns} from due t`, sql`select x.* from (select priority, late from due group by priority, late having count(*) >= ${sql.lit(reach)}) d join spans s using (late) cross join lateral (
      select * from (select ${columns} from tickets t where ${free} and t.priority = d.priority ${byAge} offset 0) t where t.due_at > s.after and t.due_at <= s.until ${limit}) x`);
  const tags = [...new Set([...(asks.has('complaint') ? policy.complaintTags : []), ...(asks.has('skill') ? knows.skills : [])])];
  if (tags.length) {
    lanes.push(sql`select x.* from unnest(${tags}::text[]) as l(tag) cross join ${each} cross join lateral (
      select ${columns} from tagged_tickets g join tickets t on t.id = g.ticket_id where g.tag = l.tag and g.team_id = ${teamId}::uuid and g.priority = p.priority and g.queued_at is not null and t.claimed_by is null order by g.queued_at, g.ticket_id ${limit}) x`);
  }
  if (asks.has('language') && knows.languages.length) {
    lanes.push(sql`select x.* from unnest(${[...knows.languages]}::text[]) as l(language) cross join ${each} cross join lateral (select ${columns} from tickets t where ${free} and t.language = l.language and t.priority = p.priority ${byAge} ${limit}) x`);
  }
  if (asks.has('known') && knows.customers.size) {
    lanes.push(sql`(select x.* from unnest(${[...knows.customers]}::uuid[]) as l(customer) cross join lateral (select ${columns} from tickets t where t.customer_id = l.customer and ${free} ${byAge} ${limit}) x order by x.queued_at, x.id ${limit})`);
  }
  const [at, soon] = [new Date(now).toISOString(), new Date(now + policy.riskMinutes * 60_000).toISOString()];
  // Where few are due, all of them are read by when they are due, and the way along the old ones is saved.
  const due = sql`spans(late, after, until) as (values (true, '-infinity'::timestamptz, ${at}::timestamptz), (false, ${at}::timestamptz, ${soon}::timestamptz)),
    due as materialized (select x.*, s.late from spans s cross join ${each} cross join lateral (select ${columns} from tickets t where ${free} and t.priority = p.priority and t.due_at > s.after and t.due_at <= s.until order by t.due_at, t.id ${limit}) x)`;
  return sql<Row>`/* hot */ ${asks.has('breach') ? sql`with ${due}` : sql``} select distinct on (q.id) q.id, q.team_id, (extract(epoch from q.queued_at) * 1000)::float8 as queued, (extract(epoch from q.due_at) * 1000)::float8 as due, q.priority, q.tags, q.customer_id, q.language
    from (${sql.join(lanes, sql` union all `)}) q`;
}
