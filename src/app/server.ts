import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { ConfigMistakes, config, publicUrl, readConfig, useConfig } from '../core/server/config.ts';
import { databaseTrouble, openPool } from '../core/server/db.ts';
import { JobRunner } from '../core/server/job-runner.ts';
import { log } from '../core/server/log.ts';
import { migrate } from '../core/server/migrate.ts';
import { DatabaseUnavailable } from '../core/server/postgres/unavailable.ts';
import { openSecrets } from '../core/server/secrets.ts';
import { findDatabase, migrationsFolder, secretFile, type Database } from './database.ts';
import { startLink } from '../rooms/people/workspace.ts';
import { openHouse, type House } from './house.ts';

/** Starts one process: configuration, secret, database, migrations, then the house, and says where it is. */
async function start(): Promise<void> {
  useConfig(readConfig());
  log.set(config().log);
  openSecrets(secretFile(), config().secret);
  const found = await findDatabase();
  const database = found.connection;
  await prepare(database);
  const { role } = config();
  const house = await openHouse({ database, web: role !== 'worker', work: role !== 'web', channels: role !== 'web' });
  outliveTheDatabase(house);
  if (house.app) {
    const address = await house.app.listen({ host: config().host, port: config().port });
    useConfig({ ...config(), port: Number(new URL(address).port) });
  }
  stopOnSignal(house, found);
  const mail = house.channels?.smtpPort ? ` · mail on port ${house.channels.smtpPort}` : '';
  const first = house.app ? await startLink(house.db) : null;
  process.stdout.write(`Baton is ready at ${first ?? publicUrl()}${mail}\n`);
}

/**
 * The job runner finishes its jobs without waiting for the answer, so that a database lost in that moment would end the
 * process. It does not: jobs are looked through anew. Every other error that nobody handles still ends it.
 */
function outliveTheDatabase(house: House): void {
  process.on('unhandledRejection', (error) => {
    if (!databaseTrouble(error)) throw error;
    log.warn('the database was lost in the middle of something', { reason: String(error) });
    house.jobRunner.renew();
  });
}

/** What a process that was killed left behind holds its places for a moment: then there is room. */
const roomMs = 20_000;

async function prepare(database: pg.PoolConfig): Promise<void> {
  const pool = openPool({ ...database, max: 2, statement_timeout: 0 });
  try {
    await thereIsRoom(pool);
    const applied = await migrate(pool, migrationsFolder);
    await JobRunner.prepare(pool);
    if (applied.length) log.info('database migrated', { applied: applied.length });
  } finally {
    await pool.end();
  }
}

async function thereIsRoom(pool: pg.Pool): Promise<void> {
  for (const begun = Date.now(); ;) {
    try {
      return void (await pool.query('select 1'));
    } catch (error) {
      if ((error as { code?: string }).code !== '53300' || Date.now() - begun > roomMs) throw error;
      await pause(500);
    }
  }
}

const noticeMs = 2_500;

function stopOnSignal(house: House, database: Database): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { signal });
    setTimeout(() => process.exit(1), 30_000).unref();
    house.leave();
    // A process that is replaced goes on answering until balancers have noticed; a person at the keyboard does not wait.
    if (signal === 'SIGTERM') await pause(noticeMs);
    await house.close();
    await database.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

/** Expected failures in words that help; anything else with its stack. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is in use by another program. Stop that one, or choose another with BATON_PORT (browsers) or BATON_SMTP_PORT (mail).`;
  return error instanceof ConfigMistakes || error instanceof DatabaseUnavailable ? error.message : error.stack ?? error.message;
}

start().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
});
