import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { z } from 'zod';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openLine } from '../../../test/socket.ts';
import { fact } from '../contract.ts';
import { newId } from '../ids.ts';
import { system } from './actor.ts';
import { transact } from './db.ts';
import { record } from './journal.ts';

const Rang = fact('test.rang', 'thing', z.object({ n: z.number() }));
let house: TestHouse, ann: TestPerson, ben: TestPerson, team: { id: string };
beforeAll(async () => {
  house = await openTestHouse();
  team = await makeTeam(house, 'Closed', { visibility: 'closed' });
  ann = await person(house, { name: 'Ann', teams: [team] });
  ben = await person(house, { name: 'Ben' });
});
afterAll(() => house.close());
const ring = (n: number, to: string) => transact(house.db, (tx) => record(tx, system('test'), Rang, { about: newId(), to: [to], data: { n } }));
const numbers = (line: { facts(): { name: string; data: unknown }[] }) => line.facts().filter((f) => f.name === Rang.name).map((f) => (f.data as { n: number }).n);

test('W-G5 a fact reaches those it is meant for and nobody else', async () => {
  const [a, b] = await Promise.all([openLine(house, ann.cookie), openLine(house, ben.cookie)]);
  await Promise.all([a.hear('hello'), b.hear('hello')]);
  await ring(1, `team:${team.id}`);
  await ring(2, `person:${ben.id}`);
  await ring(3, 'staff');
  await expect.poll(() => numbers(a)).toEqual([1, 3]);
  await expect.poll(() => numbers(b)).toEqual([2, 3]);
  expect(JSON.stringify(b.said)).not.toContain('audience');
});

test('W-L14 a browser that comes back is told what it missed, in order and once', async () => {
  const first = await openLine(house, ann.cookie);
  const hello = await first.hear('hello');
  first.socket.close();
  await first.closed();
  for (let n = 10; n < 30; n++) await ring(n, 'staff');
  const again = await openLine(house, ann.cookie, { seq: String(hello.seq) });
  await again.hear('caught-up');
  await ring(30, 'staff');
  await expect.poll(() => numbers(again)).toEqual(Array.from({ length: 21 }, (_, i) => i + 10));
  expect(again.facts().map((f) => f.seq)).toEqual([...new Set(again.facts().map((f) => f.seq))]);
});

test('W-L14 a browser that was away too long, or names no place, starts from a fresh snapshot', async () => {
  const line = await openLine(house, ann.cookie, { seq: 'nonsense' });
  expect(await line.hear('hello')).toMatchObject({ fresh: false });
  await sql`insert into facts (uid, at, name, about_kind, about_id, actor_kind, audience, shown, data)
    select gen_random_uuid(), now(), 'test.rang', 'thing', gen_random_uuid(), 'system', '{staff}', false, '{"n": 0}' from generate_series(1, 2100)`.execute(house.db);
  const late = await openLine(house, ann.cookie, { seq: '0.0' });
  expect(await late.hear('hello')).toMatchObject({ fresh: false });
  expect(late.facts()).toEqual([]);
});

test('W-G5 nobody listens without signing in, from another site, or by a wildcard', async () => {
  expect(await (await openLine(house, '')).closed()).toBe(4401);
  expect(await (await openLine(house, ann.cookie, { origin: 'http://evil.example' })).closed()).toBe(4401);
  const line = await openLine(house, ann.cookie);
  line.send({ kind: 'here', on: '*', doing: 'viewing' });
  expect(await line.closed()).toBe(4400);
});

test('W-G6 presence of a thing one may not see is refused', async () => {
  const line = await openLine(house, ben.cookie);
  line.send({ kind: 'here', on: `ticket:${newId()}`, doing: 'viewing' });
  expect(await line.hear('refused')).toBeTruthy();
});

test('a browser that floods the line is cut off', async () => {
  const line = await openLine(house, ben.cookie);
  for (let i = 0; i < 40; i++) line.send({ kind: 'ping' });
  expect(await line.closed()).toBe(4429);
});
