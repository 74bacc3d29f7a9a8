import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Out } from '../../core/contract.ts';
import { invalid } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import type { order, status } from './contract.ts';
import type { Filter, TicketRow } from './rules.ts';
import type { Ticket } from './tables.ts';
import { rank, shape, ticketColumns } from './ticket-row.ts';

type Order = Out<typeof order>;
type Status = Out<typeof status>;
export const pageSize = 50;
/** Up to so many matches a narrow filter is read whole and sorted; beyond, lanes are walked. */
const narrow = 10_000;

interface Way { readonly keys: readonly [string, string][]; readonly down: boolean }
/** What each order sorts by: expression and type. The last is always the id, so that no two rows are equal. */
const ways: Record<Order, Way> = {
  due: { keys: [['t.due_at', 'timestamptz'], ['t.id', 'uuid']], down: false },
  newest: { keys: [['t.made_at', 'timestamptz'], ['t.id', 'uuid']], down: true },
  oldest: { keys: [['t.made_at', 'timestamptz'], ['t.id', 'uuid']], down: false },
  priority: { keys: [['(3 - t.priority)', 'integer'], ['t.made_at', 'timestamptz'], ['t.id', 'uuid']], down: false },
  updated: { keys: [['t.last_message_at', 'timestamptz'], ['t.id', 'uuid']], down: true },
};

export interface ListAsk { readonly filter: Filter & { readonly status: readonly Status[] }; readonly order: Order; readonly cursor?: string; readonly following?: boolean; readonly limit?: number }
interface Row extends Ticket { customer_root: string | null; customer_name: string | null; place: string[] }

/** One page of tickets: whoever asks sees only their own, and the time it takes does not grow with the number of tickets. */
export async function listTickets(db: Reads, actor: PersonActor, ask: ListAsk): Promise<{ items: TicketRow[]; next: string | null }> {
  const limit = ask.limit ?? pageSize;
  const { rows } = await (await listQuery(db, actor, ask)).execute(db);
  const items = rows.slice(0, limit).map(shape);
  const last = rows.length > limit ? rows[limit - 1]! : null;
  return { items, next: last && Buffer.from(JSON.stringify([ask.order, ...last.place])).toString('base64url') };
}

/** The query of a page, so that tests can look at its plan. */
export async function listQuery(db: Reads, actor: PersonActor, ask: ListAsk): Promise<RawBuilder<Row>> {
  const way = ways[ask.order];
  const { down, keys } = way;
  const walk = !ask.following && !(await isNarrow(db, ask.filter));
  const tag = walk && ask.filter.tag?.length ? await rarest(db, ask.filter.tag) : null;
  const by = (names: readonly string[]) => sql.raw(`order by ${names.map((k) => `${k}${down ? ' desc' : ''}`).join(', ')}`);
  const pageOf = (names: Way['keys'], filter: Filter): Page => ({
    columns: sql.raw(names.map(([k], n) => `${k} as k${n}`).join(', ')), order: by(names.map(([k]) => k)), limit: sql.lit((ask.limit ?? pageSize) + 1),
    where: sql.join([sql`t.merged_into is null`, ...conditions(actor, filter, walk), ...(ask.cursor ? [after(ask.order, { keys: names, down }, ask.cursor)] : [])], sql` and `),
  });
  const page = pageOf(keys, ask.filter);
  const tagged = tag ? { tag, page: pageOf(inTagged(keys), { ...ask.filter, tag: ask.filter.tag!.filter((t) => t !== tag) }) } : null;
  const source = walk ? lanes(actor, ask, page, { tagged, elsewhere: mayBeMine(actor, ask.filter) && (await ownsElsewhere(db, actor)) }) : ask.following ? followed(actor, ask, page) : whole(actor, ask, page);
  const outer = by(keys.map((_, n) => `x.k${n}`));
  // The page is cut first and then filled: what the rows hold is read for fifty of them only.
  return sql<Row>`select ${sql.raw(ticketColumns.map((c) => `t.${c}`).join(', '))}, c.id as customer_root, c.name as customer_name, array[${sql.raw(keys.map((_, n) => `x.k${n}::text`).join(', '))}] as place
    from (select * from (${source}) x ${outer} limit ${page.limit}) x join tickets t on t.id = x.k${sql.raw(String(keys.length - 1))} left join customers c0 on c0.id = t.customer_id left join customers c on c.id = coalesce(c0.merged_into, c0.id) ${outer}`;
}

interface Page { readonly columns: RawBuilder<unknown>; readonly order: RawBuilder<unknown>; readonly limit: RawBuilder<unknown>; readonly where: RawBuilder<unknown> }

/**
 * Each lane is one range of one index, read to a page at most; the page is what is first among them. Tickets with a tag have
 * lanes of their own, in a table that repeats what they are ordered by.
 */
function lanes(actor: PersonActor, { filter }: ListAsk, { columns, order, limit, where }: Page, { tagged, elsewhere }: { tagged: { tag: string; page: Page } | null; elsewhere: boolean }): RawBuilder<unknown> {
  const take = (lane: RawBuilder<unknown>) => sql`select ${columns} from tickets t where ${lane} and ${where} ${order} limit ${limit}`;
  const narrowed = filter.closedFor ? sql` and ${closedForAny(filter.closedFor)}` : sql``;
  const ofTeam = (status: string) => (tagged
    ? sql`select ${tagged.page.columns} from tagged_tickets g join tickets t on t.id = g.ticket_id where g.tag = ${tagged.tag} and g.team_id = l.team and g.status = ${sql.lit(status)}${narrowed} and ${tagged.page.where} ${tagged.page.order} limit ${limit}`
    : take(sql`t.team_id = l.team and t.status = ${sql.lit(status)}`));
  const all: RawBuilder<unknown>[] = [];
  const owners = filter.ownerId && !filter.ownerId.includes('none') ? [...new Set(filter.ownerId.map((o) => (o === 'me' ? actor.id : o)))] : undefined;
  const teams = filter.teamId ? actor.sees.filter((t) => filter.teamId!.includes(t)) : [...actor.sees];
  for (const s of new Set(filter.status)) {
    const status = sql`t.status = ${sql.lit(s)}`;
    // What somebody has open or waiting is little; what they closed may be much, and the tag says more.
    if (owners && !(tagged && s === 'closed')) {
      const mine = sql`(t.team_id = any(${[...actor.sees]}::uuid[]) or t.owner_id = ${actor.id}::uuid)`;
      all.push(sql`select x.* from unnest(${owners}::uuid[]) as l(owner) cross join lateral (${take(sql`t.owner_id = l.owner and ${status}${narrowed} and ${mine}`)}) x`);
      continue;
    }
    // A reason may be rare among what is closed: each has ranges of its own.
    if (filter.closedFor && !tagged) all.push(sql`select x.* from unnest(${[...new Set(filter.closedFor)]}::uuid[]) as r(reason) cross join unnest(${teams}::uuid[]) as l(team) cross join lateral (${take(sql`t.closed_for = r.reason and t.team_id = l.team and ${status}`)}) x`);
    else all.push(sql`select x.* from unnest(${teams}::uuid[]) as l(team) cross join lateral (${ofTeam(s)}) x`);
    if (elsewhere) all.push(sql`(${take(sql`t.owner_id = ${actor.id}::uuid and ${status}${narrowed} and t.team_id <> all(${[...actor.sees]}::uuid[])`)})`);
  }
  return all.length ? sql`${sql.join(all, sql` union all `)}` : sql`select ${columns} from tickets t where false`;
}

const statuses = (filter: ListAsk['filter']) => sql`t.status = any(${[...filter.status]}::text[])`;
const whole = (actor: PersonActor, { filter }: ListAsk, { columns, order, limit, where }: Page): RawBuilder<unknown> =>
  sql`select ${columns} from tickets t where ${statuses(filter)} and (t.team_id = any(${[...actor.sees]}::uuid[]) or t.owner_id = ${actor.id}::uuid) and ${where} ${order} limit ${limit}`;
const followed = (actor: PersonActor, { filter }: ListAsk, { columns, order, limit, where }: Page): RawBuilder<unknown> =>
  sql`select ${columns} from ticket_followers f join tickets t on t.id = f.ticket_id where f.person_id = ${actor.id}::uuid and not f.muted and ${statuses(filter)} and ${where} ${order} limit ${limit}`;

/** The same order as it stands in the table of tags. */
const inTagged = (keys: Way['keys']): Way['keys'] => keys.map(([key, type]) => [key === 't.id' ? 'g.ticket_id' : key.replace('t.', 'g.'), type]);
/** Of several tags that a ticket must have, the one fewest have: its lane is walked. */
async function rarest(db: Reads, tags: readonly string[]): Promise<string> {
  if (tags.length === 1) return tags[0]!;
  const { rows } = await sql<{ tag: string }>`select l.tag from unnest(${[...tags]}::text[]) as l(tag) cross join lateral (select count(*) as n from (select from tagged_tickets g where g.tag = l.tag limit ${sql.lit(narrow)}) x) c order by c.n, l.tag limit 1`.execute(db);
  return rows[0]!.tag;
}

const mayBeMine = (actor: PersonActor, { ownerId }: Filter): boolean => !ownerId || ownerId.includes('me') || ownerId.includes(actor.id);
/** Whether somebody still owns tickets of teams they no longer see. */
async function ownsElsewhere(db: Reads, actor: PersonActor): Promise<boolean> {
  const { rows } = await sql`select from ticket_tallies where owner_id = ${actor.id}::uuid and team_id <> all(${[...actor.sees]}::uuid[]) group by team_id, status having sum(n) > 0 limit 1`.execute(db);
  return rows.length > 0;
}

/** Whether a filter has an index of its own and leaves few enough rows to sort. */
async function isNarrow(db: Reads, filter: ListAsk['filter']): Promise<boolean> {
  const own = selective(filter);
  // Tags have lanes of their own.
  if (own.length === (filter.tag?.length ? 1 : 0)) return false;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from tickets t where ${sql.join([...own, statuses(filter)], sql` and `)} limit ${sql.lit(narrow + 1)}) x`.execute(db);
  return rows[0]!.n <= narrow;
}

export const likeEscaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
/** Filters with an index of their own; when lanes are walked they are written so that it is not used, once for each lane. */
function selective(f: Filter, walk = false): RawBuilder<unknown>[] {
  const customer = (type: string) => sql`(select id${sql.raw(type)} from customers where id = ${f.customerId}::uuid union all select id${sql.raw(type)} from customers where merged_into = ${f.customerId}::uuid)`;
  return [
    ...(f.tag?.length ? [sql`${walk ? sql`(t.tags || '{}'::text[])` : sql`t.tags`} @> ${f.tag}::text[]`] : []), ...(f.text ? [sql`${walk ? sql`(t.subject || '')` : sql`t.subject`} ilike ${`%${likeEscaped(f.text)}%`}`] : []),
    ...(f.customerId ? [walk ? sql`t.customer_id::text in ${customer('::text')}` : sql`t.customer_id in ${customer('')}`] : []),
  ];
}

const closedForAny = (reasons: readonly string[]) => sql`t.closed_for = any(${reasons}::uuid[])`;

/** What narrows a list; the reasons of closing are named by the lanes themselves, as older PostgreSQL sorts what is asked for twice. */
function conditions(actor: PersonActor, f: Filter, walk: boolean): RawBuilder<unknown>[] {
  const all = selective(f, walk);
  if (f.teamId) all.push(sql`t.team_id = any(${f.teamId}::uuid[])`);
  const owners = f.ownerId?.filter((o) => o !== 'none').map((o) => (o === 'me' ? actor.id : o));
  if (owners && f.ownerId!.includes('none')) all.push(owners.length ? sql`(t.owner_id is null or t.owner_id = any(${owners}::uuid[]))` : sql`t.owner_id is null`);
  else if (owners) all.push(sql`t.owner_id = any(${owners}::uuid[])`);
  if (f.priority) all.push(sql`t.priority = any(${f.priority.map(rank)}::int[])`);
  if (f.channel) all.push(sql`t.channel = ${f.channel}`);
  if (f.madeAfter) all.push(sql`t.made_at >= ${f.madeAfter}::timestamptz`);
  if (f.madeBefore) all.push(sql`t.made_at < ${f.madeBefore}::timestamptz`);
  if (f.lastAfter) all.push(sql`t.last_message_at >= ${f.lastAfter}::timestamptz`);
  if (f.waitingFor) all.push(sql`t.waiting_for = any(${f.waitingFor}::text[])`);
  if (f.closedFor && !walk) all.push(closedForAny(f.closedFor));
  if (f.dueAfter) all.push(sql`t.due_at >= ${f.dueAfter}::timestamptz`);
  if (f.dueBefore) all.push(sql`t.due_at < ${f.dueBefore}::timestamptz`);
  if (f.queuedAfter) all.push(sql`t.queued_at >= ${f.queuedAfter}::timestamptz`);
  if (f.queuedBefore) all.push(sql`t.queued_at < ${f.queuedBefore}::timestamptz`);
  if (f.lastBefore) all.push(sql`t.last_message_at < ${f.lastBefore}::timestamptz`);
  return all;
}

const instant = z.string().regex(/^\d{4,5}-\d{2}-\d{2} [\d:.]{5,15}([+-]\d{2}(:\d{2})?)$/);
const places: Record<string, z.ZodType> = { timestamptz: instant, uuid: z.uuid(), integer: z.string().regex(/^\d$/) };

/** The rows behind a cursor. One that was not made for this order is refused, whatever it holds (W-K1). */
function after(order: Order, { keys, down }: Way, cursor: string): RawBuilder<unknown> {
  const given = read(cursor);
  const right = given?.[0] === order && given.length === keys.length + 1 && keys.every(([, type], n) => places[type]!.safeParse(given[n + 1]).success);
  if (!right) return refuse(invalid, { fields: [{ path: 'query.cursor', message: 'is not a cursor of this list' }] });
  const values = keys.map(([, type], n) => sql`${given[n + 1]}::${sql.raw(type)}`);
  return sql`(${sql.raw(keys.map(([k]) => k).join(', '))}) ${sql.raw(down ? '<' : '>')} (${sql.join(values)})`;
}

function read(cursor: string): unknown[] | null {
  try {
    const given: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(given) ? given : null;
  } catch {
    return null;
  }
}
