import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Tx } from '../../core/server/db.ts';
import type { Recorded } from '../../core/server/journal.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { applyToRow, type TicketRow } from '../tickets/rules.ts';
import { nextDueOf, type Clock } from './clock-answers.ts';
import { move, pause, resume, start, stop, stopAbout } from './clocks.ts';
import { clockFacts } from './contract.ts';
import { fireDue } from './firing.ts';
import { startClock } from './fixtures.ts';
import { onClock, wireClocks } from './on-clock.ts';
import { tables } from './tables.ts';

let house: TestHouse;
let team: { id: string };
let maya: TestPerson;
let ben: TestPerson;
const fired: string[] = [];
beforeAll(async () => {
  house = await openTestHouse();
  team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', teams: [team] });
  ben = await person(house, { name: 'Ben', teams: [await makeTeam(house, 'Board', { visibility: 'closed' })] });
});
afterAll(() => house.close());
beforeEach(() => {
  fired.length = 0;
  wireClocks([onClock('test', { warned: async (_tx, c) => void fired.push(`warned ${c.id}`), ranOut: async (_tx, c) => void fired.push(`ran out ${c.id}`) })]);
});

const actor = system('test');
const act = <T>(run: (tx: Tx) => Promise<T>): Promise<T> => transact(house.db, run);
const ticket = async () => (await mailIn(house.db, { teamId: team.id })).ticketId;
const rowOf = async (id: string) => (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket as TicketRow;
const minute = 60_000;
/** What happened to one clock; others of this house go on meanwhile. */
const of = (id: string) => fired.filter((f) => f.endsWith(id)).map((f) => f.slice(0, -id.length - 1));
/** Runs verbs as of one exact moment. */
const at = <T>(ms: number, run: () => Promise<T>): Promise<T> => clock.during(new Date(ms), run);

test('a clock warns once, runs out once, and stays late until it is stopped', async () => {
  const c = await startClock(house.db, { warn: { beforeMs: 10 * minute } });
  await house.advance('49m');
  expect(of(c.id)).toEqual([]);
  await house.advance('1m');
  expect(of(c.id)).toEqual(['warned']);
  await house.advance('10m');
  expect(of(c.id)).toEqual(['warned', 'ran out']);
  await house.advance('1d');
  expect(of(c.id)).toHaveLength(2);
  const stopped = await act((tx) => stop(tx, actor, c.id, 'late'));
  expect(stopped).toMatchObject({ state: 'stopped', outcome: 'late', used_ms: 60 * minute });
});

test('a pause stops time: what was left is left afterwards, warning included', async () => {
  const now = clock.ms();
  const c = await at(now, () => startClock(house.db, { warn: { share: 0.5 } }));
  await at(now + 20 * minute, () => act((tx) => pause(tx, actor, c.id, 'waiting for customer')));
  await house.advance('5h');
  expect(of(c.id)).toEqual([]);
  const on = await at(now + 300 * minute, () => act((tx) => resume(tx, actor, c.id)));
  expect(on.due_at).toBe(new Date(now + 340 * minute).toISOString());
  expect(on.warn_at).toBe(new Date(now + 310 * minute).toISOString());
  await house.advance('10m');
  expect(of(c.id)).toEqual(['warned']);
});

test('moving gives another due time; one that ran out runs again', async () => {
  const c = await startClock(house.db, { warn: { beforeMs: 5 * minute } });
  await house.advance('1h');
  expect(of(c.id)).toEqual(['warned', 'ran out']);
  await act((tx) => move(tx, actor, c.id, { dueAt: clock.iso(30 * minute) }));
  await house.advance('24m');
  expect(of(c.id)).toHaveLength(2);
  await house.advance('1m');
  expect(of(c.id)).toHaveLength(3);
  await house.advance('5m');
  expect(of(c.id)).toEqual(['warned', 'ran out', 'warned', 'ran out']);
});

test('stopped in time nothing happens; stopping again or by its record changes nothing more', async () => {
  const about = newId();
  const one = await startClock(house.db, { aboutId: about });
  await startClock(house.db, { aboutId: about });
  await act((tx) => stop(tx, actor, one.id, 'done'));
  await act((tx) => stopAbout(tx, actor, about, 'withdrawn'));
  await house.advance('2h');
  expect(of(one.id)).toEqual([]);
  const rows = await tables(house.db).selectFrom('clocks').select(['state', 'outcome']).where('about_id', '=', about).orderBy('id').execute();
  expect(rows).toEqual([{ state: 'stopped', outcome: 'done' }, { state: 'stopped', outcome: 'withdrawn' }]);
});

test('what a room does commits with the clock: it fails, and is tried again later each time, with others going on', async () => {
  let fails = 6;
  wireClocks([onClock('bad', { ranOut: async (tx, c) => {
    await tables(tx).updateTable('clocks').set({ label: 'half done' }).where('id', '=', c.id).execute();
    if (fails-- > 0) throw new Error('no');
    fired.push('at last');
  } }), onClock('test', { ranOut: async (_tx, c) => void (c.id === other.id && fired.push('other')) })]);
  const bad = await startClock(house.db, { kind: 'bad' });
  const other = await startClock(house.db);
  const look = () => tables(house.db).selectFrom('clocks').select(['state', 'label', 'tries']).where('id', '=', bad.id).executeTakeFirstOrThrow();
  await house.advance('1h');
  expect(fired).toEqual(['other']);
  expect(await look()).toEqual({ state: 'running', label: '', tries: 1 });
  for (const wait of ['1s', '5s', '30s', '2m']) await house.advance(wait);
  const admin = await person(house, { role: 'admin' });
  expect((await admin.call('GET /clocks/stuck')).body).toMatchObject([{ id: bad.id, kind: 'bad', tries: 5, trouble: 'Error: no' }]);
  await admin.call('POST /clocks/:id/retry', { params: { id: bad.id } });
  await house.settle();
  expect(await look()).toMatchObject({ tries: 6 });
  await house.advance('1h');
  expect(fired).toEqual(['other', 'at last']);
  expect(await look()).toEqual({ state: 'ran-out', label: 'half done', tries: 0 });
  expect((await admin.call('GET /clocks/stuck')).body).toEqual([]);
});

test('a warning that fails does not make it late', async () => {
  wireClocks([onClock('test', { warned: async () => { throw new Error('no'); }, ranOut: async (_tx, c) => void fired.push(`ran out ${c.id}`) })]);
  const c = await startClock(house.db, { warn: { beforeMs: 8 * minute } });
  await house.advance('52m');
  for (const wait of ['1s', '5s', '30s', '2m']) await house.advance(wait);
  expect(of(c.id)).toEqual([]);
  await house.advance('5m24s');
  expect(of(c.id)).toEqual(['ran out']);
});

test('a ticket carries its next due time, lists are ordered by it, and browsers hear it by the fact (W-L14)', async () => {
  const [first, second] = [await ticket(), await ticket()];
  const held = new Map<string, TicketRow>();
  const replayed = new Set<string>();
  const follow = (facts: readonly Recorded[]) => { for (const f of facts) if (replayed.add(f.name)) for (const [id, row] of held) held.set(id, applyToRow(row, f as never)); };
  for (const id of [first, second]) held.set(id, await rowOf(id));
  const through = async (run: () => Promise<unknown>) => {
    follow(await heardBy(house, maya.actor, run));
    for (const id of [first, second]) expect(held.get(id)).toEqual(await rowOf(id));
  };
  let soon = '';
  await through(() => startClock(house.db, { ticketId: first, budgetMs: 3 * 3600_000, label: 'first reply', personId: maya.id, warn: { share: 0.5 } }));
  await through(async () => { soon = (await startClock(house.db, { ticketId: first, budgetMs: 3600_000, label: 'promise' })).id; });
  await through(() => startClock(house.db, { ticketId: second, budgetMs: 2 * 3600_000 }));
  expect(held.get(first)).toMatchObject({ nextDue: { clockId: soon, label: 'promise' } });
  const order = async () => ((await maya.call('GET /tickets', { query: { view: 'all', order: 'due' } })).body.items as TicketRow[]).map((r) => r.id).filter((id) => held.has(id));
  expect(await order()).toEqual([first, second]);
  await through(() => act((tx) => pause(tx, actor, soon, 'waiting')));
  expect(await order()).toEqual([second, first]);
  expect(held.get(first)!.nextDue).toMatchObject({ label: 'first reply', personId: maya.id });
  await through(() => act((tx) => resume(tx, actor, soon)));
  await through(() => act((tx) => move(tx, actor, soon, { budgetMs: 90 * minute })));
  await through(() => act((tx) => pause(tx, actor, soon, 'waiting')));
  await through(() => house.advance('4h'));
  await through(() => act((tx) => stop(tx, actor, held.get(first)!.nextDue!.clockId, 'kept')));
  expect(held.get(first)).toMatchObject({ dueAt: null, nextDue: { pausedAt: expect.any(String), pauseReason: 'waiting' } });
  await through(() => act((tx) => stop(tx, actor, soon, 'kept')));
  expect(held.get(first)).toMatchObject({ dueAt: null, nextDue: null });
  expect(clockFacts.map((f) => f.name).filter((name) => !replayed.has(name))).toEqual([]);
});

test('the timeline shows what the room that started it says and nothing else; the clocks of a ticket are for who sees it', async () => {
  const id = await ticket();
  const c = await startClock(house.db, { ticketId: id, shown: ['paused'], data: { secret: true } });
  await act((tx) => pause(tx, actor, c.id, 'waiting for customer'));
  await act((tx) => resume(tx, actor, c.id));
  const { items } = (await maya.call('GET /tickets/:id/timeline', { params: { id } })).body;
  expect(items.map((i: { name: string }) => i.name)).toEqual(['clocks.paused', 'tickets.message-received', 'tickets.opened']);
  const shown = (await maya.call('GET /tickets/:id/clocks', { params: { id } })).body as Clock[];
  expect(shown).toMatchObject([{ id: c.id, state: 'running' }]);
  expect(JSON.stringify(shown)).not.toContain('secret');
  const closed = await makeTeam(house, 'Closed', { visibility: 'closed' });
  const { ticketId } = await mailIn(house.db, { teamId: closed.id });
  expect((await ben.call('GET /tickets/:id/clocks', { params: { id: ticketId } })).status).toBe(404);
});

test('a clock of somebody’s own record is heard by them alone and is in their list', async () => {
  const heard = await heardBy(house, maya.actor, () => startClock(house.db, { personId: maya.id }));
  expect(heard.map((f) => f.name)).toEqual(['clocks.started']);
  expect(await heardBy(house, ben.actor, () => startClock(house.db, { personId: maya.id }))).toEqual([]);
  expect((await maya.call('GET /clocks')).body.length).toBeGreaterThanOrEqual(2);
  expect((await ben.call('GET /clocks')).body).toEqual([]);
});

test('whatever happens to its clocks, in whatever order, a ticket shows the one that is due next', async () => {
  const id = await ticket();
  const ids: string[] = [];
  // A fixed row of dice, so that a failure can be looked at again.
  let seed = 7;
  const dice = (sides: number) => (seed = (seed * 48271) % 2147483647) % sides;
  const acts: ((tx: Tx, one: string) => Promise<unknown>)[] = [
    (tx, one) => pause(tx, actor, one, 'a while'), (tx, one) => resume(tx, actor, one), (tx, one) => stop(tx, actor, one, 'done'), (tx, one) => move(tx, actor, one, { budgetMs: (1 + dice(9)) * 3600_000 }), (tx, one) => move(tx, actor, one, { dueAt: clock.iso(dice(5) * 3600_000) }),
  ];
  for (let n = 0; n < 120; n++) {
    const one = ids[dice(ids.length || 1)];
    if (!one || dice(4) === 0) ids.push((await startClock(house.db, { ticketId: id, budgetMs: (1 + dice(5)) * 3600_000 })).id);
    else await act((tx) => acts[dice(acts.length)]!(tx, one)).catch((error: Error) => expect(error.message).toMatch(/does not run/));
    const due = await nextDueOf(house.db, id);
    expect(await rowOf(id), `after ${n} acts`).toMatchObject({ nextDue: due, dueAt: due && !due.pausedAt ? due.dueAt : null });
  }
});

test('with a calendar only business hours count, and its change moves what runs by it', async () => {
  const admin = await person(house, { role: 'admin' });
  const nine = [{ from: '09:00', to: '17:00' }];
  const calendarId = newId();
  const hours = { name: 'Berlin', zone: 'Europe/Berlin', week: [nine, nine, nine, nine, nine, [], []] };
  expect((await admin.call('POST /calendars', { body: { id: calendarId, ...hours } })).status).toBe(200);
  const friday = nextFriday();
  clock.shift(friday - clock.ms());
  const later = await person(house, { role: 'admin' });
  const ticketId = await ticket();
  const c = await at(friday, () => startClock(house.db, { calendarId, budgetMs: 4 * 3600_000, ticketId }));
  expect(c.due_at).toBe(new Date(friday + (2 * 24 + 20) * 3600_000).toISOString());
  const monday = new Date(friday + 3 * 24 * 3600_000).toISOString().slice(0, 10);
  expect((await later.call('PUT /calendars/:id', { params: { id: calendarId }, body: { ...hours, days: [{ date: monday, name: 'Outing' }], version: 1 } })).status).toBe(200);
  await house.settle();
  const after = await tables(house.db).selectFrom('clocks').select('due_at').where('id', '=', c.id).executeTakeFirstOrThrow();
  expect(after.due_at).toBe(new Date(friday + (3 * 24 + 20) * 3600_000).toISOString());
});

/** A Friday 15:00 in Berlin with no change of the clocks in the week after it. */
function nextFriday(): number {
  const after = Math.max(clock.ms(), Date.parse('2027-06-01T00:00:00Z'));
  for (let at = Math.ceil(after / 3600_000) * 3600_000; ; at += 3600_000) {
    const d = new Date(at);
    const berlin = (when: Date) => when.toLocaleString('en-GB', { timeZone: 'Europe/Berlin', weekday: 'short', hour: '2-digit' });
    if (berlin(d) === 'Fri 15' || berlin(d).startsWith('Fri, 15')) {
      const offset = (when: number) => new Date(when).toLocaleString('en-GB', { timeZone: 'Europe/Berlin', timeZoneName: 'shortOffset' }).split(' ').at(-1);
      if (offset(at) === offset(at + 7 * 24 * 3600_000)) return at;
    }
  }
}

test('a clock that can never be due is refused', async () => {
  await expect(act((tx) => start(tx, actor, { kind: 'test', aboutId: newId() }))).rejects.toThrow('either dueAt or budgetMs');
});

test('a clock that was renewed begins anew without a word; one whose record is locked waits for it', async () => {
  const row = await startClock(house.db, { kind: 'lease', budgetMs: 100_000, warn: { beforeMs: 20_000 } });
  let held: 'busy' | { renewedAt: string | null } = { renewedAt: null };
  const fired: string[] = [];
  wireClocks([onClock('lease', { hold: async () => held, warned: async () => void fired.push('warned'), ranOut: async () => void fired.push('ran out') })]);
  const told = async () => (await sql<{ n: number }>`select count(*)::int as n from facts where about_id = ${row.about_id}`.execute(house.db)).rows[0]!.n;
  const before = await told();
  await house.advance('60s');
  held = { renewedAt: clock.iso() };
  await house.advance('30s');
  expect([fired, await told()]).toEqual([[], before]);
  expect(await tables(house.db).selectFrom('clocks').select(['state', 'running_since', 'warned_at']).where('id', '=', row.id).executeTakeFirstOrThrow()).toMatchObject({ state: 'running', running_since: (held as { renewedAt: string }).renewedAt, warned_at: null });
  await house.advance('55s');
  expect(fired).toEqual(['warned']);
  held = 'busy';
  clock.shift(60_000);
  expect((await fireDue(house.db)).busy).toBe(1);
  held = { renewedAt: null };
  await house.settle();
  expect(fired).toEqual(['warned', 'ran out']);
});
