import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Config } from '../core/server/config.ts';
import { databaseTrouble, openPool } from '../core/server/db.ts';
import { JobRunner } from '../core/server/job-runner.ts';
import { log } from '../core/server/log.ts';
import { migrate } from '../core/server/migrate.ts';
import { migrationsFolder } from './database.ts';

/**
 * How long a start waits for its database: one that is not up yet, or that went with the process that kept it. What a
 * process that was killed left behind holds its places for a moment: then there is room.
 */
const patienceMs = 60_000;

/** Does it again while the database is away, which it says once. */
export async function patiently<T>(run: () => Promise<T>, patience = patienceMs): Promise<T> {
  for (let begun = Date.now(), said = false; ; said = true) {
    try {
      return await run();
    } catch (error) {
      if (databaseTrouble(error) !== 'away' || Date.now() - begun > patience) throw error;
      if (!said) log.warn('the start waits for the database', { reason: error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error) });
      await pause(500);
    }
  }
}

/** Brings the database to this version. */
export const prepare = (database: pg.PoolConfig, patience = patienceMs): Promise<void> => patiently(() => prepareNow(database), patience);

async function prepareNow(database: pg.PoolConfig): Promise<void> {
  const pool = openPool({ ...database, max: 2, statement_timeout: 0 });
  try {
    const applied = await migrate(pool, migrationsFolder);
    await JobRunner.prepare(pool);
    if (applied.length) log.info('database migrated', { applied: applied.length });
  } finally {
    await pool.end();
  }
}

/** Looked at before anything is touched: a second start by mistake must neither change the database nor take up work and drop it. */
export async function portsAreFree({ role, host, port, smtpIn, smtpHost, smtpPort }: Config): Promise<void> {
  if (role !== 'worker') await portIsFree(host, port);
  if (role !== 'web' && smtpIn) await portIsFree(smtpHost, smtpPort);
}

/** The process that this one takes the place of may be about to end. */
const portPatienceMs = 6_000;

async function portIsFree(host: string, port: number): Promise<void> {
  for (const begun = Date.now(); port !== 0; await pause(250)) {
    const server = createServer().listen(port, host);
    try {
      await once(server, 'listening');
      server.close();
      return void (await once(server, 'close'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || Date.now() - begun > portPatienceMs) throw error;
    }
  }
}
