import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { z } from 'zod';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { fact } from '../contract.ts';
import { newId } from '../ids.ts';
import { system } from './actor.ts';
import { transact } from './db.ts';
import { FollowerRunner } from './follower-runner.ts';
import { retryParked } from './followers.ts';
import { deadJobs, enqueue, job, reviveJob } from './jobs.ts';
import { JobRunner } from './job-runner.ts';
import { follows, record } from './journal.ts';
import { attempt } from './limits.ts';
import { log } from './log.ts';
import { birthOf } from './postgres/living.ts';

const Rang = fact('test.rang', 'thing', z.object({ n: z.number() }));
let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); log.set('error', () => undefined); });
afterAll(() => house.close());
const ring = (n: number) => transact(house.db, (tx) => record(tx, system('test'), Rang, { about: newId(), to: [], data: { n } }));

test('W-L18 a fact that a follower cannot digest is parked with its reason, the next goes on, and a person can retry it', async () => {
  const heard: number[] = [];
  let broken = true;
  const follower = follows('test.picky', [Rang], async (_db, { data }) => { if (data.n === 2 && broken) throw new Error('cannot digest'); heard.push(data.n); });
  const runner = new FollowerRunner(house.db, house.bus, [follower]);
  await runner.place();
  for (const n of [1, 2, 3]) await ring(n);
  await runner.drain();
  expect(heard).toEqual([1, 3]);
  const parked = await house.db.selectFrom('parked_facts').selectAll().where('follower', '=', 'test.picky').execute();
  expect(parked).toMatchObject([{ reason: 'Error: cannot digest' }]);
  broken = false;
  expect(await retryParked(house.db, [follower], 'test.picky', parked[0]!.fact_id)).toBe(true);
  expect(heard).toEqual([1, 3, 2]);
});

test('two processes following under one name share the work and never lose a fact', async () => {
  const heard: number[] = [];
  const follower = follows('test.shared', [Rang], async (_db, { data }) => { heard.push(data.n); });
  const [a, b] = [new FollowerRunner(house.db, house.bus, [follower]), new FollowerRunner(house.db, house.bus, [follower])];
  await a.place();
  for (let n = 10; n < 40; n++) await ring(n);
  await Promise.all([a.drain(), b.drain()]);
  await a.drain();
  expect([...new Set(heard)].sort()).toEqual(Array.from({ length: 30 }, (_, i) => i + 10));
});

test('a follower passes over what is not for it, and what it handled is kept when the database goes away in the middle', async () => {
  const heard: number[] = [];
  let away = true;
  const follower = follows('test.rare', [Rang], async (_db, { data }) => {
    if (data.n === 52 && away) throw Object.assign(new Error('gone'), { code: '57P01' });
    heard.push(data.n);
  });
  const runner = new FollowerRunner(house.db, house.bus, [follower]);
  await runner.place();
  await sql`insert into facts (uid, at, name, about_kind, about_id, actor_kind, audience, shown, data) select gen_random_uuid(), now(), 'test.other', 'thing', gen_random_uuid(), 'system', '{}', false, '{}' from generate_series(1, 1200)`.execute(house.db);
  expect(await runner.drain()).toBe(0);
  const placeOf = async () => (await house.db.selectFrom('follower_places').select('id').where('name', '=', 'test.rare').executeTakeFirstOrThrow()).id;
  const newest = (await sql<{ id: number }>`select max(id) as id from facts`.execute(house.db)).rows[0]!.id;
  expect(await placeOf()).toBe(newest);
  for (const n of [51, 52, 53]) await ring(n);
  await expect(runner.drain()).rejects.toThrow('gone');
  away = false;
  expect(await new FollowerRunner(house.db, house.bus, [follower]).drain()).toBe(2);
  expect(heard).toEqual([51, 52, 53]);
});

test('W-L18 a job that fails for good is kept visibly and can be run again', async () => {
  let broken = true;
  const runs: number[] = [];
  const poison = job('test.poison', z.object({ n: z.number() }), { attempts: 1 }, async ({ n }) => { runs.push(n); if (broken) throw new Error('poison'); });
  const runner = new JobRunner(house.db, house.pool, [poison]);
  await transact(house.db, (tx) => enqueue(tx, poison, { n: 1 }));
  await runner.once();
  const [dead] = await deadJobs(house.db);
  expect(dead).toMatchObject({ name: 'test.poison', attempts: 1 });
  broken = false;
  await reviveJob(house.db, dead!.id);
  await runner.once();
  expect(runs).toEqual([1, 1]);
  expect(await deadJobs(house.db)).toEqual([]);
});

test('a job enqueued in a transaction that is undone never runs', async () => {
  const never = job('test.never', z.object({}), {}, async () => { throw new Error('ran'); });
  await transact(house.db, async (tx) => { await enqueue(tx, never, {}); throw new Error('undone'); }).catch(() => undefined);
  const rows = await sql<{ n: number }>`select count(*) as n from graphile_worker.jobs where task_identifier = 'test.never'`.execute(house.db);
  expect(rows.rows[0]!.n).toBe(0);
});

test('W-L4 the job of a worker that died is taken over within a minute, that of one that lives is not', async () => {
  const done: string[] = [];
  const left = job('test.left', z.object({ by: z.string() }), {}, async ({ by }) => { done.push(by); });
  for (const by of ['dead', 'alive']) await enqueue(house.db, left, { by });
  await sql`update graphile_worker._private_jobs set locked_by = payload->>'by', locked_at = now() - interval '50 seconds', attempts = 1 where payload->>'by' is not null`.execute(house.db);
  await house.db.insertInto('workers').values([{ id: 'alive', beat_at: new Date() }, { id: 'dead', beat_at: new Date(Date.now() - 60_000) }]).execute();
  const runner = new JobRunner(house.db, house.pool, [left]);
  await runner.start(1);
  await expect.poll(() => done).toEqual(['dead']);
  await runner.stop();
  const held = await sql<{ by: string }>`select locked_by as by from graphile_worker._private_jobs where locked_by is not null`.execute(house.db);
  expect(held.rows).toEqual([{ by: 'alive' }]);
});

test('W-L4 the job of a process of this machine that is gone is taken over at once', async () => {
  const done: string[] = [];
  const left = job('test.left-here', z.object({ by: z.string() }), {}, async ({ by }) => { done.push(by); });
  for (const by of ['gone-here', 'born-later', 'other-machine', 'here']) await enqueue(house.db, left, { by });
  await sql`update graphile_worker._private_jobs set locked_by = payload->>'by', locked_at = now(), attempts = 1 where payload->>'by' is not null and locked_by is null`.execute(house.db);
  const ended = spawnSync('true').pid;
  const at = new Date();
  await house.db.insertInto('workers').values([
    { id: 'gone-here', beat_at: at, process: `${hostname()}|${ended}|x` }, { id: 'born-later', beat_at: at, process: `${hostname()}|${process.pid}|of another time` },
    { id: 'other-machine', beat_at: at, process: `elsewhere|${ended}|x` }, { id: 'here', beat_at: at, process: `${hostname()}|${process.pid}|${birthOf(process.pid)}` },
  ]).execute();
  const runner = new JobRunner(house.db, house.pool, [left]);
  await runner.start(1);
  await expect.poll(() => done.toSorted()).toEqual(['born-later', 'gone-here']);
  await runner.stop();
});

test('W-L4 a living worker says so for the jobs it holds, however long they take', async () => {
  const release: (() => void)[] = [];
  const slow = job('test.slow', z.object({}), {}, () => new Promise<void>((done) => release.push(done)));
  await enqueue(house.db, slow, {});
  const runner = new JobRunner(house.db, house.pool, [slow]);
  await runner.start(1);
  await expect.poll(() => release.length).toBe(1);
  const held = () => sql<{ beating: boolean }>`select w.beat_at > now() - interval '1 minute' as beating from graphile_worker.jobs j left join workers w on w.id = j.locked_by where j.task_identifier = 'test.slow'`.execute(house.db);
  await expect.poll(async () => (await held()).rows).toEqual([{ beating: true }]);
  // Long as it holds it, another process leaves it alone.
  await sql`update graphile_worker._private_jobs set locked_at = now() - interval '3 minutes' where locked_by is not null`.execute(house.db);
  const other = new JobRunner(house.db, house.pool, [slow]);
  await other.start(1);
  expect((await held()).rows).toEqual([{ beating: true }]);
  expect(release.length).toBe(1);
  release[0]!();
  await Promise.all([runner.stop(), other.stop()]);
});

test('W-L9 after the database was lost jobs go on under another name, also one given to nobody', async () => {
  const done: number[] = [];
  const work = job('test.work', z.object({ n: z.number() }), {}, async ({ n }) => { done.push(n); });
  const runner = new JobRunner(house.db, house.pool, [work]);
  await runner.start(2);
  await enqueue(house.db, work, { n: 1 });
  await expect.poll(() => done).toEqual([1]);
  // A job that the runner was given in the moment the line broke: locked for it, and it never heard of it.
  const [name] = (await sql<{ id: string }>`select id from workers where process like ${`%|${process.pid}|%`} order by beat_at desc limit 1`.execute(house.db)).rows;
  await enqueue(house.db, work, { n: 2 }, { at: new Date(Date.now() + 3600_000) });
  await sql`update graphile_worker._private_jobs set locked_by = ${name!.id}, locked_at = now(), attempts = 1, run_at = now() where payload->>'n' = '2'`.execute(house.db);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(house.db).catch(() => undefined);
  await expect.poll(() => done, { timeout: 20_000 }).toEqual([1, 2]);
  await enqueue(house.db, work, { n: 3 });
  await expect.poll(() => done, { timeout: 20_000 }).toEqual([1, 2, 3]);
  await runner.stop();
});

test('attempts are counted across rollbacks and forgotten after their time', async () => {
  const of = { max: 2, seconds: 60 };
  expect((await attempt(house.db, 'k', of)).allowed).toBe(true);
  expect((await attempt(house.db, 'k', of)).allowed).toBe(true);
  expect(await attempt(house.db, 'k', of)).toMatchObject({ allowed: false });
  await house.advance('66s');
  expect((await attempt(house.db, 'k', of)).allowed).toBe(true);
});

test('a limit slides: at no moment does the time behind hold more than it lets in, and waiting as told is enough', async () => {
  const of = { max: 5, seconds: 60 };
  const let_in: number[] = [];
  let now = 0;
  for (const step of [0, 58, 0, 0, 0, 0, 4, 0, 0, 20, 30, 0, 0, 7, 1, 90, 0, 0, 0, 0, 0]) {
    now += step;
    await house.advance(`${step}s`);
    const { allowed, retryAfter, count } = await attempt(house.db, 'sliding', of);
    if (allowed) let_in.push(now);
    expect(let_in.filter((at) => at > now - of.seconds).length).toBeLessThanOrEqual(of.max);
    expect(allowed ? retryAfter : count > of.max && retryAfter <= 66 && retryAfter > 0).toBe(allowed ? 0 : true);
  }
  expect(let_in.filter((at) => at >= 58 && at <= 62), 'a burst over the edge of two windows').toHaveLength(4);
  const { retryAfter } = await attempt(house.db, 'sliding', of);
  await house.advance(`${retryAfter - 7}s`);
  expect((await attempt(house.db, 'sliding', of)).allowed).toBe(false);
  await house.advance('7s');
  expect((await attempt(house.db, 'sliding', of)).allowed).toBe(true);
});
