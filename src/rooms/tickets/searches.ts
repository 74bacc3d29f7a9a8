import { sql, type RawBuilder } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { databaseTrouble, type Db, type Reads } from '../../core/server/db.ts';
import { askAll, port } from '../../core/server/gates.ts';
import { findCustomers } from '../customers/queries.ts';
import { visible } from './access.ts';
import type { tickets } from './contract.ts';
import { typedWords } from './rules.ts';
import { rowsOf } from './ticket-row.ts';

type Answer = Out<typeof tickets.search.spec.output>;
/** What a higher room finds: newest first, at most `limit`. Access is decided here, for all alike. */
export interface Found { readonly ticketId: string; readonly entryId: string; readonly in: string; readonly at: string; readonly text: string }
/** Higher rooms search what they keep about tickets, such as notes. `query` is text for `to_tsquery('desk', …)`. */
export const searchMore = port<{ readonly query: string; readonly limit: number }, readonly Found[]>('tickets.search-more');

interface Hit { readonly ticketId: string; readonly entryId: string | null; readonly in: string; readonly at: string; readonly text: string }
const candidates = 120;
const shown = 30;
const weight: Record<string, number> = { number: 1000, subject: 8, customer: 5, similar: 1 };
const dayMs = 24 * 3600_000;

/**
 * Finds tickets and customers. Of each kind the newest matches are considered, then ranked: the work is bounded
 * however often a word occurs. Whoever searches finds only what they may see, and no total tells of the rest (W-G4).
 */
export async function search(db: Db, actor: PersonActor, q: string, onlyOpen: boolean): Promise<Answer> {
  const query = typedWords(q);
  const number = /^#?(\d{1,15})$/.exec(q)?.[1];
  const finding = findCustomers(db, q, 6);
  const [customers, byNumber, bySubject, byMessage, byCustomer, more] = await Promise.all([
    finding, number ? numbered(db, actor, Number(number)) : [], query ? wordsIn(db, 'subject', { actor, query, onlyOpen }) : [], query ? wordsIn(db, 'message', { actor, query, onlyOpen }) : [],
    finding.then((found) => ofCustomers(db, actor, found.map((c) => c.id), onlyOpen)), query ? askAll(db, actor, searchMore, { query, limit: candidates }) : [],
  ]);
  const elsewhere = await seenOnly(db, actor, more.flat(), onlyOpen);
  const hits = [...byNumber, ...bySubject, ...byMessage, ...elsewhere, ...byCustomer];
  const all = hits.length < 3 && q.length >= 4 ? [...hits, ...(await similar(db, actor, q, onlyOpen))] : hits;
  const best = ranked(all);
  const found = new Map((await rowsOf(db, best.slice(0, shown).map((h) => h.ticketId))).map((r) => [r.id, r]));
  const heads = await headlines(db, best.slice(0, shown), query);
  return {
    tickets: best.slice(0, shown).flatMap((h, n) => { const ticket = found.get(h.ticketId); return ticket ? [{ ticket, in: h.in, entryId: h.entryId, snippet: heads[n] ?? '' }] : []; }),
    customers: customers.map((c) => ({ id: c.id, name: c.name, address: c.address, company: c.company?.name ?? null })), more: best.length > shown,
  };
}

/** One hit a ticket, the best: exact numbers, then subjects, then what is newest. */
function ranked(hits: readonly Hit[]): Hit[] {
  const score = (h: Hit) => (weight[h.in] ?? 2) + 4 / (1 + Math.max(0, clock.ms() - Date.parse(h.at)) / (30 * dayMs));
  const best = new Map<string, { hit: Hit; score: number }>();
  for (const hit of hits) {
    const before = best.get(hit.ticketId);
    const now = score(hit);
    best.set(hit.ticketId, before ? { hit: now > before.score ? hit : before.hit, score: Math.max(now, before.score) + 0.5 } : { hit, score: now });
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score || (a.hit.at < b.hit.at ? 1 : -1)).map((b) => b.hit);
}

const open = (onlyOpen: boolean) => (onlyOpen ? sql`and t.status <> 'closed'` : sql``);
/** A merged ticket is found as the one it was merged into. */
const root = sql`coalesce(t.merged_into, t.id) as "ticketId"`;

const numbered = async (db: Reads, actor: PersonActor, number: number): Promise<Hit[]> =>
  (await sql<Hit>`select ${root}, null as "entryId", 'number' as in, t.last_message_at as at, t.snippet as text from tickets t where t.number = ${number} and ${visible(actor)}`.execute(db)).rows;

/** Where words are looked for: each with an index of the words of every week, and one by time. */
const places = {
  subject: { from: sql`tickets s`, words: sql`to_tsvector('desk', s.subject)`, at: sql`s.last_message_at`, ticket: sql`s.id`, entry: sql`null::uuid`, text: sql`s.snippet`, first: 1500, most: 6000 },
  message: { from: sql`messages s`, words: sql`s.search`, at: sql`s.at`, ticket: sql`s.ticket_id`, entry: sql`s.id`, text: sql`left(s.text, 4000)`, first: 4000, most: 30_000 },
} as const;
type Place = keyof typeof places;
/** A word with at most so many places is rare: all of them are read. */
export const rareLimit = 3_000;
interface Asked { readonly actor: PersonActor; readonly query: string; readonly onlyOpen: boolean }

const hitOf = (place: Place) => sql`${root}, ${places[place].entry} as "entryId", ${sql.lit(place)} as in, ${places[place].at} as at, ${places[place].text} as text`;
/** The newest that may be seen of places found, which `m` holds as (id, ticket_id, at). */
const newestSeen = (place: Place, { actor, onlyOpen }: Asked) => sql`select ${hitOf(place)} from (select * from m order by at desc) m
  cross join lateral (select * from tickets t where t.id = m.ticket_id and ${visible(actor)} ${open(onlyOpen)} offset 0) t cross join lateral (select * from ${places[place].from} where s.id = m.id offset 0) s
  order by m.at desc limit ${sql.lit(candidates)}`;

/** Words among what was written last, whatever it says. */
export const walkQuery = (place: Place, asked: Asked, count: number) => {
  const p = places[place];
  return sql<Partial<Hit> & { read: number; until: string | null }>`with w as materialized (select s.id, ${p.ticket} as ticket_id, ${p.at} as at, ${p.words} @@ to_tsquery('desk', ${asked.query}) as found from ${p.from} order by ${p.at} desc limit ${sql.lit(count)}),
    m as materialized (select id, ticket_id, at from w where found)
    select x.*, w.read, w.until from (select count(*)::int as read, min(at) as until from w) w left join (${newestSeen(place, asked)}) x on true`;
};
/** Words in all that was written since a week, through the inverted index; `total` tells how many places there are. */
export const sinceQuery = (place: Place, asked: Asked, since: string | null) => {
  const p = places[place];
  return sql<Partial<Hit> & { total: number }>`with m as materialized (select s.id, ${p.ticket} as ticket_id, ${p.at} as at from ${p.from} where ${p.words} @@ to_tsquery('desk', ${asked.query}) ${since ? sql`and week_of(${p.at}) >= week_of(${since}::timestamptz)` : sql``})
    select x.*, n.total from (select count(*)::int as total from m) n left join (${newestSeen(place, asked)}) x on true`;
};

const enough = (hits: readonly Hit[]): boolean => hits.length >= candidates || new Set(hits.map((h) => h.ticketId)).size > shown;
const only = (rows: readonly Partial<Hit>[]): Hit[] => rows.filter((r): r is Hit => Boolean(r.ticketId));

/**
 * The newest places where words stand. PostgreSQL cannot guess how frequent the beginning of a word is, so it is not left
 * to guess. What was written last is looked through, and more of it where that promises enough: so frequent words are
 * found, and frequent ones that seldom meet. Of others the inverted index gives every place; of a word that was frequent
 * once it is asked for the last weeks, and for more of them until enough are found.
 */
async function wordsIn(db: Db, place: Place, asked: Asked): Promise<Hit[]> {
  const { first, most } = places[place];
  let walked = await walk(db, place, asked, first);
  if (!walked.done && walked.hits.length * (most / first) > shown) walked = await walk(db, place, asked, most);
  if (walked.done) return walked.hits;
  // Many more places of one word than its limit the index does not give, but of several words it forgets where they meet.
  const alone = oneWord.test(asked.query);
  const rows = await inIndex(db, sinceQuery(place, asked, null), { most: alone ? rareLimit : 0, ms: alone ? 2000 : 400 });
  if (rows && !(alone && rows[0]!.total > rareLimit * 0.8)) return only(rows);
  return await inWeeks(db, place, asked, { days: (3 * (clock.ms() - walked.until)) / dayMs, some: walked.hits.length ? walked.hits : only(rows ?? []) });
}

const oneWord = /^'[\p{L}\p{N}]+'(:\*)?$/u;

/** `done`: nothing that is further back is needed. */
async function walk(db: Reads, place: Place, asked: Asked, count: number): Promise<{ hits: Hit[]; done: boolean; until: number }> {
  const { rows } = await walkQuery(place, asked, count).execute(db);
  const hits = only(rows);
  return { hits, done: enough(hits) || rows[0]!.read < count, until: Date.parse(rows[0]!.until ?? clock.iso()) };
}

/** From so many days back, then three times as far until there are enough, as long as that is quick. */
async function inWeeks(db: Db, place: Place, asked: Asked, { days, some }: { days: number; some: Hit[] }): Promise<Hit[]> {
  const longAgo = 100 * 365;
  let hits = some;
  for (let back = Math.max(7, days); ; back *= 3) {
    const rows = await inIndex(db, sinceQuery(place, asked, back < longAgo ? clock.iso(-back * dayMs) : null), { most: 0, ms: 300 });
    // Too many to read: those found so far must do.
    if (!rows) return hits;
    hits = only(rows);
    if (enough(hits) || back >= longAgo) return hits;
  }
}

/** Asks the inverted index, about so many places at most; null when it takes too long. */
async function inIndex<T>(db: Db, query: RawBuilder<T>, { most, ms }: { most: number; ms: number }): Promise<T[] | null> {
  try {
    return await db.transaction().setAccessMode('read only').execute(async (tx) => {
      await sql`select set_config('enable_seqscan', 'off', true), set_config('gin_fuzzy_search_limit', ${String(most)}, true), set_config('statement_timeout', ${String(ms)}, true)`.execute(tx);
      return (await query.execute(tx)).rows;
    });
  } catch (error) {
    if (databaseTrouble(error)) return null;
    throw error;
  }
}

async function ofCustomers(db: Reads, actor: PersonActor, ids: readonly string[], onlyOpen: boolean): Promise<Hit[]> {
  if (!ids.length) return [];
  return (await sql<Hit>`select x.* from unnest(${[...ids]}::uuid[]) as l(id) cross join lateral (
    select ${root}, null as "entryId", 'customer' as in, t.last_message_at as at, t.snippet as text from tickets t
    where t.customer_id in (select id from customers where id = l.id union all select id from customers where merged_into = l.id) and ${visible(actor)} ${open(onlyOpen)} order by t.made_at desc limit 10) x`.execute(db)).rows;
}

async function seenOnly(db: Reads, actor: PersonActor, found: readonly Found[], onlyOpen: boolean): Promise<Hit[]> {
  if (!found.length) return [];
  const { rows } = await sql<{ id: string; ticketId: string }>`select t.id, ${root} from tickets t where t.id = any(${[...new Set(found.map((f) => f.ticketId))]}::uuid[]) and ${visible(actor)} ${open(onlyOpen)}`.execute(db);
  const roots = new Map(rows.map((r) => [r.id, r.ticketId]));
  return found.flatMap((f) => (roots.has(f.ticketId) ? [{ ...f, ticketId: roots.get(f.ticketId)! }] : []));
}

/** Subjects that look alike, for mistyped words; given up quietly when it would take long. */
async function similar(db: Db, actor: PersonActor, q: string, onlyOpen: boolean): Promise<Hit[]> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`set local statement_timeout = 80`.execute(tx);
      await sql`set local pg_trgm.word_similarity_threshold = 0.45`.execute(tx);
      return (await sql<Hit>`select ${root}, null as "entryId", 'similar' as in, t.last_message_at as at, t.snippet as text from tickets t
        where ${q} <% t.subject and ${visible(actor)} ${open(onlyOpen)} order by ${q} <<-> t.subject, t.id limit 20`.execute(tx)).rows;
    });
  } catch (error) {
    if (databaseTrouble(error)) return [];
    throw error;
  }
}

/** The words found, with a little around them. */
async function headlines(db: Reads, hits: readonly Hit[], query: string | null): Promise<string[]> {
  // eslint-disable-next-line no-control-regex
  const texts = hits.map((h) => h.text.replace(/[\u0000-\u001f]+/g, ' '));
  if (!query || !texts.length) return texts.map((t) => t.slice(0, 160));
  const { rows } = await sql<{ line: string }>`select ts_headline('desk', left(text, 4000), to_tsquery('desk', ${query}), ${`StartSel=\u0002, StopSel=\u0003, MaxFragments=1, MaxWords=22, MinWords=8`}) as line
    from unnest(${texts}::text[]) with ordinality as t(text, n) order by n`.execute(db);
  return rows.map((r) => r.line);
}
