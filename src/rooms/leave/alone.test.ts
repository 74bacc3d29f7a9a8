import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person } from '../../../test/people.ts';
import { system } from '../../core/server/actor.ts';
import { transact } from '../../core/server/db.ts';
import { deactivate } from '../people/people.ts';
import { ask, day, on, plan, show } from './fixtures.ts';

// A workspace of its own: elsewhere there is always another admin who could decide.
let desk: TestHouse;
beforeAll(async () => { desk = await openTestHouse(); await makeWorkspace(desk); });
afterAll(() => desk.close());

test('an admin beside whom nobody could decide approves their own, with a reason that stands there; nobody else does', async () => {
  const team = await makeTeam(desk, 'Everything');
  const [ada, maya] = [await person(desk, { name: 'Ada Alone', role: 'admin', teams: [team] }), await person(desk, { name: 'Maya One', teams: [team] })];
  const { leave } = (await plan(ada, 1, 2)).body;
  expect(leave.may).toMatchObject({ ask: false, alone: true, decide: false });
  expect((await ask(ada, leave.id)).body.code).toBe('approvals.nobody-decides');
  expect((await on(ada, 'override', leave.id, {})).status).toBe(400);
  const done = await on(ada, 'override', leave.id, { reason: 'Maya knows everything and calls me if the shop burns' });
  expect(done.body.leave).toMatchObject({ state: 'approved', approvedBy: ada.id, overrideWhy: 'Maya knows everything and calls me if the shop burns', may: { alone: false } });
  // Longer is hers to say, too.
  expect((await ada.call('PATCH /leave/:id', { params: { id: leave.id }, body: { lastDay: day(4) } })).body.leave.lastDay).toBe(day(4));
  const other = (await plan(maya, 10, 11)).body.leave;
  expect((await on(maya, 'override', other.id, { reason: 'I too' })).status).toBe(403);
  // With a second admin there is somebody to ask; who leaves meanwhile leaves nothing undecided.
  const second = await person(desk, { name: 'Zoe Second', role: 'admin' });
  const own = (await plan(ada, 30, 31)).body.leave;
  expect(own.may).toMatchObject({ ask: true, alone: false });
  expect((await on(ada, 'override', own.id, { reason: 'Mine' })).body.code).toBe('leave.not-yours');
  expect((await ask(ada, own.id)).body.leave.state).toBe('asked');
  await transact(desk.db, (tx) => deactivate(tx, system('test'), second.id));
  expect((await show(ada, own.id)).leave.may.alone).toBe(true);
  expect((await on(ada, 'override', own.id, { reason: 'Zoe has left' })).body.leave).toMatchObject({ state: 'approved', approvedBy: ada.id });
  expect((await sql<{ n: number }>`select count(*)::int as n from approvals where state = 'pending'`.execute(desk.db)).rows[0]!.n).toBe(0);
});
