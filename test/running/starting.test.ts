import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '../../src/app/house.ts';
import { failureWords } from '../../src/app/failure-words.ts';
import { prepare } from '../../src/app/prepare.ts';
import { readConfig, useConfig } from '../../src/core/server/config.ts';
import { log } from '../../src/core/server/log.ts';
import { startPostgres, type EmbeddedPostgres } from '../../src/core/server/postgres/supervisor.ts';
import { openSecrets } from '../../src/core/server/secrets.ts';
import { cloneMigrated, type TestDatabase } from '../cluster.ts';
import { connection } from '../connection.ts';
import { makeDesk } from '../desk.ts';

let folder: string;
const said: string[] = [];
const ends: (() => unknown)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-starting-'));
  await chmod(folder, 0o711);
  log.set('warn', (line) => void said.push(line));
  useConfig({ ...readConfig({}, folder), data: folder, port: 0, smtpPort: 0 });
  openSecrets(join(folder, 'secret'));
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await rm(folder, { recursive: true, force: true });
});

const withUrl = ({ options }: TestDatabase): string => options.connectionString ?? `postgres://${options.user}@${encodeURIComponent(options.host!)}/${options.database}`;

/** What a process says that does not start. */
async function refusal(env: Record<string, string>): Promise<{ words: string; left: string[] }> {
  const desk = await makeDesk({ env });
  try {
    const words = await desk.start().then(() => 'it started', (error: Error) => error.message);
    return { words, left: await readdir(desk.data) };
  } finally {
    await desk.remove();
  }
}

test('a port that another program has is said, with how to choose another, before anything is touched', async () => {
  const other: Server = createServer();
  await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
  ends.push(() => other.close());
  const { port } = other.address() as AddressInfo;
  const found = await Promise.all([refusal({ BATON_PORT: String(port) }), refusal({ BATON_SMTP_PORT: String(port) })]);
  for (const { words, left } of found) {
    expect(words).toContain('ended with 1');
    expect(words).toContain(`Port ${port} is in use by another program`);
    expect(words).not.toMatch(/\n\s+at /);
    expect(left).toEqual([]);
  }
}, 300_000);

test('a database that a newer version wrote is left alone, and which it was is said without a stack', async () => {
  const database = await cloneMigrated(connection());
  ends.push(() => database.drop());
  await database.pool.query(`insert into migrations (name, hash) values ('2031-01-01-1200-next.sql', 'x')`);
  const { words } = await refusal({ DATABASE_URL: withUrl(database) });
  expect(words).toContain('written by a newer Baton (2031-01-01-1200-next.sql)');
  expect(words).not.toMatch(/\n\s+at /);
}, 300_000);

test('W-L9 a start waits for a database that went away, migrates it when it is back, and so does every part of the house', async () => {
  let server: EmbeddedPostgres = await startPostgres({ folder, log, durable: false, sharedBuffers: '16MB' });
  ends.push(() => server.stop());
  const database = server.connection;
  const back = async (): Promise<void> => { server = await startPostgres({ folder, log, durable: false, sharedBuffers: '16MB' }); };
  const waits = () => expect.poll(() => said.join()).toContain('the start waits for the database');
  await server.stop();
  const preparing = prepare(database);
  await waits();
  await back();
  await preparing;
  await server.stop();
  said.length = 0;
  const opening = openHouse({ database, web: true, work: true, channels: false });
  await waits();
  await back();
  const house = await opening;
  expect((await house.app!.inject('/ready')).statusCode).toBe(200);
  await house.pool.query(`select graphile_worker.add_job('core.sweep')`);
  await expect.poll(async () => (await house.pool.query(`select 1 from graphile_worker.jobs where task_identifier = 'core.sweep' and attempts = 0`)).rowCount).toBe(0);
  await house.close();
}, 120_000);

test('of several that start at once one migrates, and the others say that they wait for it', async () => {
  const database = await cloneMigrated(connection());
  ends.push(() => database.drop());
  const first = await database.pool.connect();
  await first.query('select pg_advisory_lock(4217001)');
  log.set('info', (line) => void said.push(line));
  const second = prepare(database.options);
  await expect.poll(() => said.join()).toContain('another process brings the database up to date');
  await first.query('select pg_advisory_unlock(4217001)');
  first.release();
  await second;
  log.set('warn', (line) => void said.push(line));
});

test('a database that cannot keep every letter is refused before anything is made in it', async () => {
  const database = await cloneMigrated(connection());
  ends.push(() => database.drop());
  const name = `${database.name}_ascii`;
  await database.pool.query(`create database ${name} encoding 'SQL_ASCII' locale 'C' template template0`);
  const options = database.options.connectionString ? { connectionString: database.options.connectionString.replace(database.name, name) } : { ...database.options, database: name };
  const words = failureWords(await prepare(options).catch((error: unknown) => error));
  await database.pool.query(`drop database ${name} with (force)`);
  expect(words).toMatch(/^This database keeps text as SQL_ASCII; Baton needs UTF8/);
});

test('what keeps a start from its database is said in words', async () => {
  const nobody: pg.PoolConfig = { host: '127.0.0.1', port: 1 };
  const words = failureWords(await prepare(nobody, 0).catch((error: unknown) => error));
  expect(words).toMatch(/^The database cannot be reached: .*ECONNREFUSED.*DATABASE_URL/);
  const lost = failureWords(await prepare({ ...connection(), ...(connection().connectionString ? { connectionString: `${connection().connectionString}_not_there` } : { database: 'not_there' }) }, 0).catch((error: unknown) => error));
  expect(lost).toMatch(/^The database refuses us: database .* does not exist/);
  expect(failureWords(Object.assign(new Error('could not extend file'), { code: '53100' }))).toMatch(/disk of the database is full.*Make room/);
  expect(failureWords(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))).toMatch(/disk is full.*Make room/);
  expect(failureWords(Object.assign(new Error('listen EACCES: permission denied 127.0.0.1:80'), { code: 'EACCES', port: 80 }))).toMatch(/Port 80 .*BATON_PORT/);
  expect(failureWords(Object.assign(new Error(`EACCES: permission denied, mkdir '/data'`), { code: 'EACCES', path: '/data' }))).toMatch(/^EACCES.*Let the user/);
  expect(failureWords(new TypeError('a bug'))).toMatch(/\n\s+at /);
});
