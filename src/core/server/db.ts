import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { log } from './log.ts';
import { preparing } from './prepared.ts';
import type { Schema } from './schema.ts';

export type CoreTables = Pick<Schema, 'facts' | 'follower_places' | 'parked_facts' | 'requests' | 'limits' | 'team_settings' | 'outbox' | 'blobs' | 'files' | 'workers' | 'mail_keys'>;
export type Db = Kysely<CoreTables>;
export type Tx = Transaction<CoreTables>;
/** What a read may be given: a transaction or the database itself. */
export type Reads = Db | Tx;

// Instants leave the database as ISO 8601 text with milliseconds, the form every answer and fact uses.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** A pool that survives the database: a broken connection is logged and replaced, never thrown at nobody. */
export function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ max: 12, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 5_000, statement_timeout: 30_000, ...options });
  pool.on('error', (error) => log.warn('database connection lost', { reason: error.message }));
  // While a connection is lent out its errors reach whoever awaits the query; without a listener they would also end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export const openDb = (pool: pg.Pool): Db => new Kysely<CoreTables>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });

const passing = new Set(['40001', '40P01']);
const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** Runs `work` in one transaction; deadlocks and serialisation failures are tried again, at most three times in all. */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const after = new Map<string, (db: Db) => void>();
    try {
      const result = await db.transaction().execute((tx) => {
        endings.set(tx, after);
        return work(tx);
      });
      for (const run of after.values()) run(db);
      return result;
    } catch (error) {
      if (attempt >= 3 || !passing.has(codeOf(error))) throw error;
    }
  }
}

const endings = new WeakMap<object, Map<string, (db: Db) => void>>();
/** Runs once when this transaction has committed, however often it is asked for under one name; lost when the process dies in between. False: this transaction was not begun by `transact`. */
export function afterCommit(tx: Reads, name: string, run: (db: Db) => void): boolean {
  return endings.get(tx)?.set(name, run) !== undefined;
}

/** Whether an error means that the database is away or has no room, and not that the code is wrong. */
export function databaseTrouble(error: unknown): 'away' | 'full' | null {
  const code = codeOf(error);
  if (code === '53100' || code === 'ENOSPC') return 'full';
  if (/^(08|57P|53)/.test(code) || code === '57014' || code === '25006' || /^(ECONN|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT)/.test(code)) return 'away';
  const message = error instanceof Error ? error.message : '';
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(message) ? 'away' : null;
}

/** Holds a lock until the transaction ends; only core takes advisory locks. */
export const lockName = (tx: Tx, name: string) => sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
