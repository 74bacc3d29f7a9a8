import { sql } from 'kysely';
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
  const customers = await findCustomers(db, q, 6);
  const [byNumber, bySubject, byMessage, byCustomer, more] = await Promise.all([
    number ? numbered(db, actor, Number(number)) : [], query ? wordsIn(db, 'subject', actor, query, onlyOpen) : [], query ? wordsIn(db, 'message', actor, query, onlyOpen) : [],
    ofCustomers(db, actor, customers.map((c) => c.id), onlyOpen), query ? askAll(db, actor, searchMore, { query, limit: candidates }) : [],
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

/** Where words are looked for: each with an inverted index for rare words and one by time for frequent ones. */
const places = {
  subject: { from: sql`tickets s`, words: sql`to_tsvector('desk', s.subject)`, at: sql`s.last_message_at`, ticket: sql`s.id`, entry: sql`null::uuid`, text: sql`s.snippet` },
  message: { from: sql`messages s`, words: sql`s.search`, at: sql`s.at`, ticket: sql`s.ticket_id`, entry: sql`s.id`, text: sql`left(s.text, 4000)` },
} as const;
type Place = keyof typeof places;
/** A word with at most so many places is rare: all of them are read. The index itself stops near here. */
export const rareLimit = 6_000;

/** All places of a rare word, the newest seen ones first; `total` says whether it was one. */
export const rareQuery = (place: Place, actor: PersonActor, query: string, onlyOpen: boolean) => {
  const p = places[place];
  return sql<Hit & { total: number }>`with m as materialized (select ${p.at} as at, ${p.ticket} as ticket_id, s.id from ${p.from} where ${p.words} @@ to_tsquery('desk', ${query}))
    select x.*, total.n as total from (select count(*)::int as n from m) total left join (
      select ${root}, ${p.entry} as "entryId", ${sql.lit(place)} as in, m.at, ${p.text} as text from (select * from m order by at desc limit ${sql.lit(rareLimit)}) m
      cross join lateral (select * from tickets t where t.id = m.ticket_id and ${visible(actor)} ${open(onlyOpen)} offset 0) t cross join lateral (select * from ${p.from} where s.id = m.id offset 0) s
      order by m.at desc limit ${sql.lit(candidates)}) x on true`;
};
/** The newest places of a frequent word, walking back in time. */
export const frequentQuery = (place: Place, actor: PersonActor, query: string, onlyOpen: boolean) => {
  const p = places[place];
  return sql<Hit>`select ${root}, ${p.entry} as "entryId", ${sql.lit(place)} as in, ${p.at} as at, ${p.text} as text from ${p.from} join tickets t on t.id = ${p.ticket}
    where ${p.words} @@ to_tsquery('desk', ${query}) and ${visible(actor)} ${open(onlyOpen)} order by ${p.at} desc limit ${sql.lit(candidates)}`;
};

/**
 * The newest places where words stand. PostgreSQL cannot guess how frequent the beginning of a word is, so it is not
 * left to guess: first through the inverted index, which stops early when there is no end to it; then, for frequent
 * words, back from the newest.
 */
async function wordsIn(db: Db, place: Place, actor: PersonActor, query: string, onlyOpen: boolean): Promise<Hit[]> {
  return await db.transaction().setAccessMode('read only').execute(async (tx) => {
    await sql`select set_config('enable_seqscan', 'off', true), set_config('gin_fuzzy_search_limit', ${String(rareLimit)}, true), set_config('statement_timeout', '2000', true)`.execute(tx);
    const { rows } = await rareQuery(place, actor, query, onlyOpen).execute(tx);
    const some = rows.filter((r) => r.ticketId !== null);
    if (rows[0]!.total < rareLimit * 0.8) return some;
    await sql`select set_config('enable_bitmapscan', 'off', true), set_config('statement_timeout', '400', true)`.execute(tx);
    // Too many to read and none of the newest to be seen: what was found at random must do.
    return await frequentQuery(place, actor, query, onlyOpen).execute(tx).then((r) => r.rows, (error: unknown) => { if (databaseTrouble(error)) return some; throw error; });
  });
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
