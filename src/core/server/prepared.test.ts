import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { newId } from '../ids.ts';
import { clock } from './clock.ts';
import { transact, type Reads, type Tx } from './db.ts';
import { preparedNames } from './prepared.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

test('a statement is prepared when it comes often, and never one whose columns could change under it', () => {
  const preparedName = preparedNames();
  const text = 'select id from people where id = $1';
  expect([preparedName(text), preparedName(text)]).toEqual([null, null]);
  expect(preparedName(text)).toMatch(/^p\d+$/);
  expect(preparedName(text)).toBe(preparedName(text));
  for (const never of ['select * from people where id = $1', 'update people set name = $1 returning *', 'select p.* from people p where id = $1', 'set local statement_timeout = $1', 'select id from facts where /* fresh */ id > $1']) {
    for (let n = 0; n < 5; n++) expect(preparedName(never)).toBeNull();
  }
});

test('statements of commands are prepared, those of reads are planned anew unless marked', async () => {
  const prepared = async (like: string) => (await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements where statement like ${`%${like}%`} and name <> ''`.execute(house.db)).rows[0]!.n;
  for (let n = 0; n < 12; n++) await house.db.selectFrom('requests').select('key').where('hash', '=', 'read').where('key', '=', `${n}`).execute();
  expect(await prepared('"hash" = $1 and "key" = $2')).toBe(0);
  await transact(house.db, async (tx) => {
    for (let n = 0; n < 4; n++) await tx.selectFrom('requests').select('answer').where('hash', '=', 'write').where('key', '=', `${n}`).execute();
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements where statement like 'select "answer" from "requests"%' and name <> ''`.execute(tx);
    expect(rows[0]!.n).toBe(1);
  });
  await house.db.connection().execute(async (one) => {
    for (let n = 0; n < 4; n++) await sql`/* hot */ select ${n}::int as warm`.execute(one);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements where statement like '/* hot */%'`.execute(one);
    expect(rows[0]!.n).toBe(1);
  });
});

const row = (id: string, key: string) => ({ id, key, hash: 'together', at: clock.now() });
const keys = async (db: Reads) => (await db.selectFrom('requests').select('key').where('hash', '=', 'together').orderBy('key').execute()).map((r) => r.key);

test('writes that ask nothing go with the next statement, in the order written', async () => {
  const id = newId();
  await transact(house.db, async (tx) => {
    await tx.insertInto('requests').values(row(id, 'a')).execute();
    await tx.updateTable('requests').set({ key: 'b' }).where('id', '=', id).execute();
    for (let n = 0; n < 120; n++) await tx.insertInto('requests').values(row(newId(), `n${n}`)).execute();
    await tx.deleteFrom('requests').where('key', 'like', 'n%').execute();
    expect(await keys(house.db)).toEqual([]);
    expect(await keys(tx)).toEqual(['b']);
    await tx.updateTable('requests').set({ key: 'c' }).where('id', '=', id).execute();
  });
  expect(await keys(house.db)).toEqual(['c']);
});

test('what such a write breaks is thrown by the statement it goes with, and nothing is kept; the connection goes on', async () => {
  const before = await keys(house.db);
  const twice = newId();
  const work = (more: (tx: Tx) => Promise<unknown>) => transact(house.db, async (tx) => {
    await tx.insertInto('requests').values([row(newId(), 'gone')]).execute();
    for (let n = 0; n < 2; n++) await tx.insertInto('requests').values(row(twice, 'twice')).execute();
    await more(tx);
  });
  await expect(work((tx) => keys(tx))).rejects.toMatchObject({ code: '23505' });
  await expect(work(async () => undefined)).rejects.toMatchObject({ code: '23505' });
  await expect(work(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(await keys(house.db)).toEqual(before);
  await transact(house.db, async () => undefined);
  await transact(house.db, (tx) => tx.insertInto('requests').values(row(twice, 'once')).execute());
  expect(await keys(house.db)).toEqual([...before, 'once'].sort());
});
