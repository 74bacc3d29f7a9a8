import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { person, type TestPerson } from '../../../test/people.ts';
import { background } from '../background-contract.ts';
import { fact } from '../contract.ts';
import { newId } from '../ids.ts';
import { system } from './actor.ts';
import { backgroundRoutes } from './background-routes.ts';
import { transact } from './db.ts';
import { FollowerRunner } from './follower-runner.ts';
import { JobRunner } from './job-runner.ts';
import { enqueue, job } from './jobs.ts';
import { follows, record } from './journal.ts';
import { log } from './log.ts';

const Rang = fact('test.rang', 'thing', z.object({ n: z.number() }));
let house: TestHouse;
let admin: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await person(house, { role: 'admin' });
  log.set('error', () => undefined);
});
afterAll(() => house.close());
const list = async () => (await admin.call('GET /background-work')).body;

test('W-L18 an admin sees facts that were parked and hands them over again; a second failure is told and counted', async () => {
  let broken = 'cannot digest';
  const heard: number[] = [];
  const picky = follows('test.picky', [Rang], async (_db, { data }) => { if (broken) throw new Error(broken); heard.push(data.n); });
  const runner = new FollowerRunner(house.db, house.bus, [picky]);
  await runner.place();
  await transact(house.db, (tx) => record(tx, system('test'), Rang, { about: newId(), to: [], data: { n: 7 } }));
  await runner.drain();
  const [parked] = (await list()).facts;
  expect(parked).toMatchObject({ follower: 'test.picky', name: 'test.rang', attempts: 5, reason: 'Error: cannot digest' });

  const retry = backgroundRoutes({ follows: [picky], version: '0', queueAge: async () => 0 }).find((r) => r.endpoint.key === background.retryFact.key)!;
  const again = () => retry.handle({ db: house.db, params: { follower: parked.follower, factId: parked.factId } } as never);
  broken = 'still broken';
  await expect(again()).rejects.toMatchObject({ refusal: { code: 'background.failed-again' }, data: { reason: 'Error: still broken' } });
  expect((await list()).facts).toMatchObject([{ attempts: 6, reason: 'Error: still broken' }]);
  broken = '';
  await again();
  expect(heard).toEqual([7]);
  expect((await list()).facts).toEqual([]);
  // What is not parked is never handed over a second time.
  await expect(again()).rejects.toMatchObject({ refusal: { code: 'request.not-found' } });
  expect(heard).toEqual([7]);
});

test('W-L18 an admin sees jobs that were given up and runs them again; a job that still has attempts is left alone', async () => {
  let broken = true;
  const runs: string[] = [];
  const poison = job('test.poison', z.object({ n: z.string() }), { attempts: 1 }, async ({ n }) => { runs.push(n); if (broken) throw new Error('poison'); });
  const runner = new JobRunner(house.db, house.pool, [poison]);
  await transact(house.db, (tx) => enqueue(tx, poison, { n: 'now' }));
  await runner.once();
  const [dead] = (await list()).jobs;
  expect(dead).toMatchObject({ name: 'test.poison', attempts: 1, reason: expect.stringContaining('poison') });
  broken = false;
  const retry = (id: string) => admin.call('POST /background-work/jobs/:id/retry', { params: { id } });
  expect((await retry(dead.id)).body).toEqual({ ok: true });
  expect((await retry(dead.id)).status).toBe(404);
  expect((await retry('no')).body.code).toBe('request.invalid');
  await runner.once();
  expect(runs).toEqual(['now', 'now']);
  expect((await list()).jobs).toEqual([]);
});

test('an admin sees how the server stands', async () => {
  expect((await admin.call('GET /system')).body).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+/), node: process.versions.node, database: { bytes: expect.any(Number), embedded: expect.any(Boolean) }, files: { count: 0, bytes: 0 }, disk: { freeBytes: expect.any(Number) }, queueSeconds: 0,
  });
});

test('W-G1 how background work stands is for admins', async () => {
  const lead = await person(house, { role: 'lead' });
  for (const [key, params] of [['GET /background-work', {}], ['GET /system', {}], ['POST /background-work/jobs/:id/retry', { id: '1' }], ['POST /background-work/facts/:follower/:factId/retry', { follower: 'x', factId: '1' }]] as const)
    expect((await lead.call(key, { params })).body.code, key).toBe('request.forbidden');
});
