import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../../src/app/house.ts';
import { migrationsFolder } from '../../src/app/database.ts';
import { readConfig, useConfig } from '../../src/core/server/config.ts';
import { openPool } from '../../src/core/server/db.ts';
import { JobRunner } from '../../src/core/server/job-runner.ts';
import { log } from '../../src/core/server/log.ts';
import { migrate } from '../../src/core/server/migrate.ts';
import { startPostgres, type EmbeddedPostgres } from '../../src/core/server/postgres/supervisor.ts';
import { openSecrets } from '../../src/core/server/secrets.ts';
import { person, type TestPerson } from '../people.ts';
import type { TestHouse } from '../house.ts';

let folder: string;
let server: EmbeddedPostgres;
let house: House;
let maya: TestPerson;
const wrong: string[] = [];
const start = async () => { server = await startPostgres({ folder, log, durable: false, sharedBuffers: '16MB' }); };
const within = async (seconds: number, holds: () => Promise<boolean>): Promise<number> => {
  const begun = Date.now();
  while (!(await holds())) if (Date.now() - begun > seconds * 1000) return Infinity;
  return (Date.now() - begun) / 1000;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-away-'));
  await chmod(folder, 0o711);
  log.set('error', (line) => void wrong.push(line));
  await start();
  useConfig({ ...readConfig({}, folder), data: folder, port: 0, smtpPort: 0, rateLimit: 100_000 });
  openSecrets(join(folder, 'secret'));
  const pool = openPool(server.connection);
  await migrate(pool, migrationsFolder);
  await JobRunner.prepare(pool);
  await pool.end();
  house = await openHouse({ database: server.connection, web: true, work: true, channels: false });
  maya = await person(house as TestHouse);
});
afterAll(async () => {
  await house.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test('W-L9 with the database away every door says so and when to come back; alive is still alive, and all recovers by itself', async () => {
  expect((await maya.call('GET /me')).status).toBe(200);
  await server.stop();
  for (const key of ['GET /me', 'PATCH /me', 'GET /workspace']) {
    const answer = await maya.call(key, key.startsWith('PATCH') ? { body: { title: 'Engineer' } } : {});
    expect([key, answer.status, answer.body.code]).toEqual([key, 503, 'server.unavailable']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect((await house.app!.inject('/health')).statusCode).toBe(200);
  expect((await house.app!.inject('/ready')).statusCode).toBe(503);
  await start();
  expect(await within(10, async () => (await maya.call('GET /me')).status === 200)).toBeLessThan(10);
  expect((await house.app!.inject('/ready')).statusCode).toBe(200);
  const heard = new Promise<void>((done) => { house.bus.on('test', (payload) => { if (payload === 'again') done(); }); });
  expect(await within(10, async () => house.bus.say('test', 'again').then(() => Promise.race([heard.then(() => true), new Promise<boolean>((r) => setTimeout(r, 100, false))]), () => false))).toBeLessThan(10);
  expect((await maya.call('PATCH /me', { body: { title: 'Engineer' } })).body.title).toBe('Engineer');
  expect(wrong.filter((line) => line.includes('"bug"'))).toEqual([]);
}, 90_000);

test('W-L9 however often the database was away, one connection hears what is said, not one more', async () => {
  let heard = 0;
  house.bus.on('rounds', (payload) => { heard = Number(payload); });
  for (let round = 1; round <= 3; round++) {
    await server.stop();
    expect((await maya.call('GET /me')).status).toBe(503);
    await start();
    expect(await within(30, async () => house.bus.say('rounds', String(round)).then(() => heard === round, () => false))).toBeLessThan(30);
  }
  const listening = await house.pool.query(`select 1 from pg_stat_activity where query like 'listen %'`);
  expect(listening.rowCount).toBe(1);
}, 120_000);

test('W-L9 the postmaster killed outright comes back by itself, and jobs go on', async () => {
  const { readFileSync } = await import('node:fs');
  const running = () => { try { return Number.parseInt(readFileSync(join(folder, 'pg18', 'data', 'postmaster.pid'), 'utf8'), 10); } catch { return null; } };
  const pid = running()!;
  process.kill(pid, 'SIGKILL');
  // Its sessions answer for a moment after it is gone: looked for is the one that came after.
  expect(await within(10, async () => (await maya.call('GET /me')).status === 200 && ![null, pid].includes(running()))).toBeLessThan(10);
  await house.pool.query(`select graphile_worker.add_job('core.sweep')`);
  expect(await within(15, async () => !(await house.pool.query(`select 1 from graphile_worker.jobs where task_identifier = 'core.sweep' and attempts = 0`)).rowCount)).toBeLessThan(15);
  expect(wrong.filter((line) => line.includes('"bug"'))).toEqual([]);
}, 60_000);
