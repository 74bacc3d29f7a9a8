import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { transact } from './db.ts';
import { preparedName } from './prepared.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

test('a statement is prepared when it comes often, and never one whose columns could change under it', () => {
  const text = 'select id from people where id = $1 /* of this test */';
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
