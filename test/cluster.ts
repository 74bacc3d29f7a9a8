import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openPool } from '../src/core/server/db.ts';
import { JobRunner } from '../src/core/server/job-runner.ts';
import { log } from '../src/core/server/log.ts';
import { migrate, readMigrations } from '../src/core/server/migrate.ts';
import { startPostgres } from '../src/core/server/postgres/supervisor.ts';

export interface TestDatabase { readonly name: string; readonly options: pg.PoolConfig; readonly pool: pg.Pool; drop(): Promise<void> }
export interface TestCluster { readonly connection: pg.PoolConfig; migrated(): Promise<TestDatabase>; stop(): Promise<void> }

const folder = join(import.meta.dirname, '..', 'migrations');

/** A database server of the tests' own: without syncing, in a temporary folder, gone afterwards. */
export async function openTestCluster(): Promise<TestCluster> {
  log.set('warn');
  const home = await mkdtemp(join(tmpdir(), 'baton-test-'));
  // Run as root, the database works as a user of its own, who must be able to reach its data.
  await chmod(home, 0o711);
  const external = process.env.DATABASE_URL;
  const server = external ? null : await startPostgres({ folder: home, log, durable: false });
  const connection: pg.PoolConfig = external ? { connectionString: external } : server!.connection;
  return {
    connection,
    migrated: () => cloneMigrated(connection),
    async stop() {
      await server?.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const optionsFor = (connection: pg.PoolConfig, database: string): pg.PoolConfig => {
  if (!connection.connectionString) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
};

/** Makes, once for each state of the migrations, a template database, and clones it. */
export async function cloneMigrated(connection: pg.PoolConfig): Promise<TestDatabase> {
  const hash = createHash('sha256').update((await readMigrations(folder)).map((m) => m.hash).join()).digest('hex').slice(0, 12);
  const template = `template_${hash}`;
  const admin = new pg.Client(connection);
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(4217002)');
    const found = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (!found.rowCount) await makeTemplate(admin, connection, template);
    const name = `test_${process.pid}_${Date.now().toString(36)}_${Math.floor(Math.random() * 1e6)}`;
    await admin.query(`create database ${name} template ${template}`);
    const options = optionsFor(connection, name);
    const pool = openPool(options);
    return { name, options, pool, drop: () => drop(connection, pool, name) };
  } finally {
    await admin.query('select pg_advisory_unlock(4217002)').catch(() => undefined);
    await admin.end();
  }
}

async function makeTemplate(admin: pg.Client, connection: pg.PoolConfig, template: string): Promise<void> {
  const making = `${template}_making`;
  await admin.query(`drop database if exists ${making} with (force)`);
  await admin.query(`create database ${making}`);
  const pool = openPool(optionsFor(connection, making));
  await migrate(pool, folder);
  await JobRunner.prepare(pool);
  await pool.end();
  await admin.query(`alter database ${making} rename to ${template}`);
}

async function drop(connection: pg.PoolConfig, pool: pg.Pool, name: string): Promise<void> {
  await pool.end();
  const admin = new pg.Client(connection);
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
}
