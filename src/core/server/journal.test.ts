import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { fact } from '../contract.ts';
import { newId } from '../ids.ts';
import { system } from './actor.ts';
import { openDb, openPool, transact } from './db.ts';
import { horizon, horizonQuery, readFacts, record, type Place } from './journal.ts';

const Happened = fact('test.happened', 'thing', z.object({ n: z.number() }));
let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

const say = (n: number) => ({ about: newId(), to: ['staff'], data: { n } });
const numbers = async (from: Place) => (await readFacts(house.db, from, 100)).map((f) => (f.data as { n: number }).n);

test('a transaction that commits late is read late, never skipped', async () => {
  const from = await horizon(house.db);
  const pool = openPool(house.database);
  const second = openDb(pool);
  let finish = () => {};
  const gate = new Promise<void>((resolve) => { finish = resolve; });
  let begun = () => {};
  const started = new Promise<void>((resolve) => { begun = resolve; });
  const slow = transact(second, async (tx) => {
    await record(tx, system('test'), Happened, say(1));
    // A write goes to the database with the next question.
    await sql`select 1`.execute(tx);
    begun();
    await gate;
  });
  await started;
  await transact(house.db, (tx) => record(tx, system('test'), Happened, say(2)));
  expect(await numbers(from)).toEqual([]);
  expect((await horizon(house.db)).waiting).toBe(true);
  finish();
  await slow;
  expect(await numbers(from)).toEqual([1, 2]);
  expect((await horizon(house.db)).waiting).toBe(false);
  await second.destroy();
});

test('a fact of a transaction that is undone never existed', async () => {
  const from = await horizon(house.db);
  await transact(house.db, async (tx) => { await record(tx, system('test'), Happened, say(3)); throw new Error('undone'); }).catch(() => undefined);
  expect(await numbers(from)).toEqual([]);
});

test('W-M8 what is asked at every wake-up walks an index, however long the journal is', async () => {
  await sql`insert into facts (uid, at, name, about_kind, about_id, actor_kind, audience, shown, data) select gen_random_uuid(), now(), 'test.many', 'thing', gen_random_uuid(), 'system', '{}', false, '{}' from generate_series(1, 20000)`.execute(house.db);
  await sql`analyze facts`.execute(house.db);
  const plan = async (text: string) => (await house.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`)).rows.map((r) => r['QUERY PLAN']).join('\n');
  const asked = await plan(horizonQuery.compile(house.db).sql);
  expect(asked).not.toContain('Seq Scan');
  expect(asked.match(/facts_order/g)).toHaveLength(2);
  const read = await plan(`select id from facts where (xid, id) > ('0'::xid8, 5) and xid < pg_snapshot_xmin(pg_current_snapshot()) and name in ('test.rare', 'test.never') order by xid, id limit 100`);
  expect(read).toMatch(/facts_(order|audit)/);
});
