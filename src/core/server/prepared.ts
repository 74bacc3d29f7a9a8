import type { Socket } from 'node:net';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** At most so many statements are prepared; each costs the database some memory on every connection. */
const most = 240;
/** Statements come often or hardly ever: one is prepared when it comes for the third time. */
const often = 3;
type NameOf = (text: string) => string | null;

/** What a statement is prepared as; null for those that are not: rare ones, and those whose columns could change under them. */
export function preparedNames(): NameOf {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known) return known;
    if (names.size >= most || text.includes('/* fresh */') || /^\s*set\b|(select|returning|,|\.)\s*\*/i.test(text)) return null;
    const times = (seen.get(text) ?? 0) + 1;
    if (seen.size > 4000) seen.clear();
    seen.set(text, times);
    if (times < often) return null;
    seen.delete(text);
    const name = `p${names.size}`;
    names.set(text, name);
    return name;
  };
}

/** A write that asks nothing back: nobody waits for its answer. */
const asksNothing = (text: string): boolean => text.startsWith('/* later */') || (/^\s*(insert|update|delete)\b/i.test(text) && !/\breturning\b/i.test(text));
/** So many writes wait at most before they are sent. */
const mostWaiting = 50;

/**
 * Statements inside a transaction, and those that begin with `/* hot *\/`, are parsed and planned by the database once for
 * each connection: a command is many small statements, and planning was half their cost. Reads for lists and searches are
 * not, because their best plan depends on what is asked; `/* fresh *\/` says so of a statement in a transaction.
 *
 * Inside a transaction a write without `returning` waits and goes to the database with the next statement, or with the
 * commit, as do `begin` and what is marked `/* later *\/`: each way there and back costs more than the statement. All run in
 * the order written; what such a write breaks is thrown by the statement it goes with. Who needs to know what a write
 * did, or needs it done before something outside of the database, writes `returning`.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const nameOf = preparedNames();
  return {
    connect: async () => {
      const client = await pool.connect();
      return (wrapped.get(client) ?? wrap(client, nameOf)) as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}

const wrapped = new WeakMap<pg.PoolClient, object>();
const nothing = { command: '', rowCount: null, rows: [] };

function wrap(client: pg.PoolClient, nameOf: NameOf): object {
  let inTransaction = false;
  let waiting: pg.QueryConfig[] = [];
  const query = async (text: unknown, values: unknown[] = []) => {
    if (typeof text !== 'string') return client.query(text as never);
    const ends = text === 'commit' || text === 'rollback';
    if (text === 'begin') inTransaction = true;
    if (ends) inTransaction = false;
    // Nothing was sent yet, so there is nothing to end.
    if (ends && waiting[0]?.text === 'begin' && (text === 'rollback' || waiting.length === 1)) { waiting = []; return nothing; }
    if (text === 'rollback') waiting = [];
    const name = text.startsWith('/* hot */') || ((inTransaction || waiting.length) && values.length) ? nameOf(text) : null;
    waiting.push({ text, values, ...(name ? { name } : {}) });
    if (inTransaction && (text === 'begin' || asksNothing(text)) && waiting.length < mostWaiting) return nothing;
    const statements = waiting;
    waiting = [];
    return await together(client, statements);
  };
  const own = { query, release: (error?: Error | boolean) => { inTransaction = false; waiting = []; client.release(error); } };
  wrapped.set(client, own);
  return own;
}

/** Sends statements in one go (where the pool allows it) and answers the last one's result; throws what the first that failed threw. */
async function together(client: pg.PoolClient, statements: readonly pg.QueryConfig[]): Promise<pg.QueryResult> {
  if (!client.pipeline) for (const s of statements.slice(0, -1)) await client.query(s);
  if (!client.pipeline || statements.length === 1) return await client.query(statements.at(-1)!);
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  const answers = statements.map((s) => client.query(s));
  stream.uncork();
  const results = await Promise.allSettled(answers);
  for (const r of results) if (r.status === 'rejected') throw r.reason;
  return (results.at(-1) as PromiseFulfilledResult<pg.QueryResult>).value;
}
