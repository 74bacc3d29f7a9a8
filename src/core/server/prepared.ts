import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** At most so many statements are prepared; each costs the database some memory on every connection. */
const most = 240;
/** Statements come often or hardly ever: one is prepared when it comes for the third time. */
const often = 3;
const seen = new Map<string, number>();
const names = new Map<string, string>();

/** What a statement is prepared as; null for those that are not: rare ones, and those whose columns could change under them. */
export function preparedName(text: string): string | null {
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
}

/**
 * Statements inside a transaction, and those that begin with `/* hot *\/`, are parsed and planned by the database once for
 * each connection: a command is many small statements, and planning was half their cost. Reads for lists and searches are
 * not, because their best plan depends on what is asked; `/* fresh *\/` says so of a statement in a transaction.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      return (wrapped.get(client) ?? wrap(client)) as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}

const wrapped = new WeakMap<pg.PoolClient, object>();

function wrap(client: pg.PoolClient): object {
  let inTransaction = false;
  const query = (text: unknown, values?: unknown[]) => {
    if (typeof text !== 'string') return client.query(text as never);
    if (text === 'begin' || text === 'commit' || text === 'rollback') inTransaction = text === 'begin';
    const name = text.startsWith('/* hot */') || (inTransaction && values?.length) ? preparedName(text) : null;
    return name ? client.query({ name, text, values: values ?? [] }) : client.query(text, values as never[]);
  };
  const own = { query, release: (error?: Error | boolean) => { inTransaction = false; client.release(error); } };
  wrapped.set(client, own);
  return own;
}
