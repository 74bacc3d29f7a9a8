import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { fact } from '../contract.ts';
import { newId } from '../ids.ts';
import { system } from './actor.ts';
import { openDb, openPool, transact } from './db.ts';
import { horizon, readFacts, record, type Place } from './journal.ts';

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
