import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { Bus } from '../../core/server/bus.ts';
import { clock } from '../../core/server/clock.ts';
import { openDb, openPool, transact } from '../../core/server/db.ts';
import { makeCalendar } from '../calendars/calendars.ts';
import { actorFor } from '../people/access.ts';
import { addPerson } from '../people/people.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { ClockRunner } from './clock-runner.ts';
import { startClock } from './fixtures.ts';
import { onClock, wireClocks } from './on-clock.ts';
import { tables } from './tables.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());
afterEach(() => wireClocks([]));

/** How often each of some clocks said that it ran out: the facts that were committed. */
async function ranOut(ids: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: string; n: number }>`select data->'clock'->>'id' as id, count(*)::int as n from facts where name = 'clocks.ran-out' group by 1`.execute(house.db);
  const by = new Map(rows.map((r) => [r.id, r.n]));
  return ids.map((id) => by.get(id) ?? 0);
}
const stateOf = async (id: string) => (await tables(house.db).selectFrom('clocks').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

test('W-L19 three processes at once: every clock acts exactly once', async () => {
  const team = await makeTeam(house, 'Billing');
  const tickets: string[] = [];
  for (let n = 0; n < 4; n++) tickets.push((await mailIn(house.db, { teamId: team.id })).ticketId);
  const ids: string[] = [];
  for (let n = 0; n < 60; n++) ids.push((await startClock(house.db, { ticketId: n % 3 ? tickets[n % 4]! : null, warn: { share: 0.5 } })).id);
  // What a room does is there as often as the clock ran out: it is the same transaction.
  wireClocks([onClock('test', { ranOut: async (tx, c) => void (await startClockIn(tx, c.id)) })]);
  clock.shift(2 * 3600_000);
  const others = await Promise.all([1, 2, 3].map(async () => {
    const pool = openPool({ ...house.database, max: 5 });
    const db = openDb(pool);
    return { db, runner: new ClockRunner(db, new Bus(house.database, pool)) };
  }));
  const counts = await Promise.all(others.map((o) => o.runner.once()));
  for (const o of others) await o.db.destroy();
  expect(counts.reduce((a, b) => a + b, 0)).toBe(120);
  expect(await ranOut(ids)).toEqual(ids.map(() => 1));
  const made = await tables(house.db).selectFrom('clocks').select('about_id').where('kind', '=', 'child').execute();
  expect(made.map((m) => m.about_id).sort()).toEqual(ids.toSorted());
});
const startClockIn = (tx: Parameters<typeof tables>[0], about: string) => tables(tx).insertInto('clocks').values({ id: newId(), kind: 'child', about_id: about, state: 'stopped', stopped_at: clock.now(), started_at: clock.now(), budget_ms: 0, due_at: clock.now() }).execute();

test('W-L12 the machine’s clock goes back and forth, and the process restarts: once each, at the right time', async () => {
  const { id } = await startClock(house.db, { budgetMs: 3600_000 });
  clock.shift(-2 * 3600_000);
  await house.clockRunner.once();
  expect(await stateOf(id)).toBe('running');
  clock.shift(2 * 3600_000 + 3599_000 - 60_000);
  await house.clockRunner.once();
  expect(await stateOf(id)).toBe('running');
  clock.shift(61_000 + 30 * 24 * 3600_000);
  await house.clockRunner.once();
  clock.shift(-31 * 24 * 3600_000);
  await new ClockRunner(house.db, house.bus).once();
  clock.shift(31 * 24 * 3600_000);
  await new ClockRunner(house.db, house.bus).once();
  expect(await ranOut([id])).toEqual([1]);
});

test('W-L12 due over a change of the clocks and a holiday, to the second', async () => {
  const admin = newId();
  const calendarId = newId();
  await transact(house.db, async (tx) => {
    await addPerson(tx, system('test'), { id: admin, name: 'Ada', email: 'ada@desk.example', role: 'admin' });
    const nine = [{ from: '09:00', to: '17:00' }];
    await makeCalendar(tx, (await actorFor(tx, admin))!, { id: calendarId, teamId: null, name: 'New York', zone: 'America/New_York', always: false, week: [nine, nine, nine, nine, nine, [], []], holidays: { country: 'US', state: null, region: null, bank: false }, days: [] });
  });
  const due = async (from: string, budgetMs: number) => (await clock.during(new Date(from), () => startClock(house.db, { calendarId, budgetMs }))).due_at;
  // Friday 16:59:59 in winter; on Monday it is summer.
  expect(await due('2027-03-12T21:59:59Z', 2000)).toBe('2027-03-15T13:00:01.000Z');
  // The day before Thanksgiving, 16:00: Thursday is closed.
  expect(await due('2027-11-24T21:00:00Z', 2 * 3600_000)).toBe('2027-11-26T15:00:00.000Z');
});

test('a runner at work wakes for a clock that is due sooner, notices that time has jumped, and finds the database again', async () => {
  const runner = new ClockRunner(house.db, house.bus);
  const far = await startClock(house.db, { budgetMs: 3600_000 });
  runner.start();
  try {
    const soon = await startClock(house.db, { budgetMs: 50 });
    await expect.poll(() => stateOf(soon.id), { timeout: 20_000 }).toBe('ran-out');
    expect(await stateOf(far.id)).toBe('running');
    clock.shift(3600_000);
    await expect.poll(() => stateOf(far.id), { timeout: 20_000 }).toBe('ran-out');
    await house.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    let after: string | null = null;
    await expect.poll(async () => (after ??= await startClock(house.db, { budgetMs: 1 }).then((c) => c.id, () => null)), { timeout: 20_000 }).not.toBeNull();
    await expect.poll(() => stateOf(after!), { timeout: 40_000 }).toBe('ran-out');
    expect(await ranOut([soon.id, far.id, after!])).toEqual([1, 1, 1]);
  } finally {
    await runner.stop();
  }
}, 90_000);

test('somebody at work on the ticket is not disturbed: its clock acts when they are done', async () => {
  const team = await makeTeam(house, 'Tech');
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const { id } = await startClock(house.db, { ticketId });
  clock.shift(3600_000);
  let done = () => undefined as void;
  const held = new Promise<void>((free) => { done = () => free(); });
  let begun = () => undefined as void;
  const locked = new Promise<void>((go) => { begun = () => go(); });
  const working = house.db.transaction().execute(async (tx) => {
    await sql`select from tickets where id = ${ticketId} for update`.execute(tx);
    begun();
    await held;
  });
  await locked;
  const firing = house.clockRunner.once();
  expect(await stateOf(id)).toBe('running');
  done();
  await working;
  await firing;
  expect(await stateOf(id)).toBe('ran-out');
});
