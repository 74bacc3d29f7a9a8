import { sql } from 'kysely';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { absent } from './absences.ts';
import { giveShift } from './fixtures.ts';
import { onDuty } from './queries.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

const dayMs = 86_400_000;
const dayIn = (days: number) => clock.iso(days * dayMs).slice(0, 10);
const hourIn = (hours: number) => `${clock.iso(hours * 3600_000).slice(11, 13)}:00`;
async function desk() {
  const team = await makeTeam(house, `Team ${newId()}`);
  const member = { teams: [{ id: team.id }] };
  const [lead, maya, ben] = [await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] }), await person(house, { name: 'Maya', ...member }), await person(house, { name: 'Ben', ...member })];
  return { team, lead, maya, ben };
}
type Item = { shiftId: string; day: string; personId: string; startsAt: string; endsAt: string; changed: boolean };
const week = async (who: TestPerson, teamId: string): Promise<{ items: Item[]; open: Item[]; begun: boolean; shifts: { id: string }[] }> => (await who.call('GET /rota', { query: { teamId, from: `${dayIn(0)}T00:00:00Z`, until: `${dayIn(8)}T00:00:00Z` } })).body;
const onDay = async (who: TestPerson, teamId: string, day: string) => (await week(who, teamId)).items.find((one) => one.day === day);
const swap = async (d: { maya: TestPerson; ben: TestPerson }, shiftId: string, day: string) => {
  const id = newId();
  expect((await d.maya.call('POST /rota/swaps', { body: { id, shiftId, day, takerId: d.ben.id } })).status).toBe(200);
  return { id, agree: () => d.ben.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} }), state: async () => (await sql<{ state: string }>`select state from rota_swaps where id = ${id}`.execute(house.db)).rows[0]!.state };
};

test('what is left out of a change of a day stays, and what is as the shift says is not kept', async () => {
  const d = await desk();
  const shift = await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: '06:00', ends: '14:00' });
  const put = (body: object) => d.lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day: dayIn(2) }, body });
  await put({ starts: '08:00' });
  await put({ personId: d.ben.id, onDay: dayIn(3) });
  const there = (await week(d.lead, d.team.id)).items.find((one) => one.day === dayIn(2));
  expect(there).toMatchObject({ personId: d.ben.id, startsAt: `${dayIn(3)}T08:00:00.000Z`, changed: true });
  await put({ dropped: true });
  expect(await onDay(d.lead, d.team.id, dayIn(2))).toBeUndefined();
  await put({ dropped: false });
  expect(await onDay(d.lead, d.team.id, dayIn(2))).toMatchObject({ personId: d.ben.id, startsAt: `${dayIn(3)}T08:00:00.000Z` });
  expect((await put({ ends: '08:00' })).body.code).toBe('rota.same-times');
  await put({ personId: d.maya.id, onDay: null, starts: '06:00', ends: '14:00' });
  expect(await onDay(d.lead, d.team.id, dayIn(2))).toMatchObject({ personId: d.maya.id, changed: false });
});

test('a day at another time that is swapped stays at that time, also when it is swapped back', async () => {
  const d = await desk();
  const shift = await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: '06:00', ends: '14:00' });
  await d.lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day: dayIn(3) }, body: { starts: '09:00' } });
  for (const [giver, taker] of [[d.maya, d.ben], [d.ben, d.maya]] as const) {
    expect((await (await swap({ maya: giver, ben: taker }, shift, dayIn(3))).agree()).body.state).toBe('done');
    expect(await onDay(d.maya, d.team.id, dayIn(3))).toMatchObject({ personId: taker.id, startsAt: `${dayIn(3)}T09:00:00.000Z`, changed: true });
  }
});

test('a shift in the hour that the clocks skip is not there to be swapped that day, but can be put at another time; in the hour that comes twice it is', async () => {
  const d = await desk();
  // The days of the coming year on which Berlin's clocks change.
  const [skipped, twice] = [23, 25].map((hours) => Array.from({ length: 370 }, (_, n) => DateTime.fromISO(dayIn(n + 2), { zone: 'Europe/Berlin' })).find((day) => day.plus({ days: 1 }).diff(day, 'hours').hours === hours)!.toISODate()!) as [string, string];
  const shift = await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: '02:00', ends: '03:00', zone: 'Europe/Berlin' });
  const ask = (day: string) => d.maya.call('POST /rota/swaps', { body: { id: newId(), shiftId: shift, day, takerId: d.ben.id } });
  expect((await ask(skipped)).body.code).toBe('rota.no-such-day');
  expect((await d.lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day: skipped }, body: { starts: '03:00', ends: '04:00' } })).status).toBe(200);
  expect((await ask(skipped)).body.gives).toMatchObject({ startsAt: `${skipped}T01:00:00.000Z`, endsAt: `${skipped}T02:00:00.000Z` });
  expect((await ask(twice)).body.gives).toMatchObject({ startsAt: `${twice}T00:00:00.000Z`, endsAt: `${twice}T02:00:00.000Z` });
});

test('a shift that ended goes on with the days that differed', async () => {
  const d = await desk();
  const shift = await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: '06:00', ends: '14:00' });
  await d.lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day: dayIn(5) }, body: { personId: d.ben.id } });
  const before = (await week(d.lead, d.team.id)).items;
  for (const end of [dayIn(2), null]) {
    await d.lead.call('POST /rota/shifts/:id/end', { params: { id: shift }, body: { before: end } });
    expect((await week(d.lead, d.team.id)).items.length).toBeLessThan(before.length);
    expect((await d.maya.call('POST /rota/shifts/:id/resume', { params: { id: shift }, body: { lastDay: null } })).status).toBe(403);
    expect((await d.lead.call('POST /rota/shifts/:id/resume', { params: { id: shift }, body: { lastDay: null } })).status).toBe(200);
    expect((await week(d.lead, d.team.id)).items).toEqual(before);
  }
});

test('a change from a day on that would end before it, or begin when the shift is over, is refused', async () => {
  const d = await desk();
  const body = { personId: d.maya.id, name: '', zone: 'UTC', starts: '06:00', ends: '14:00', days: [1, 2, 3, 4, 5, 6, 7], everyWeeks: 1, firstDay: dayIn(-3), lastDay: dayIn(10) };
  const id = newId();
  await d.lead.call('POST /rota/shifts', { body: { id, teamId: d.team.id, ...body } });
  const change = async (what: object) => (await d.lead.call('PUT /rota/shifts/:id', { params: { id }, body: { ...body, ...what } })).body.code;
  expect(await change({ from: dayIn(11) })).toBe('rota.from-order');
  expect(await change({ from: dayIn(5), lastDay: dayIn(4) })).toBe('rota.from-order');
  expect(await change({ from: dayIn(5), lastDay: dayIn(4), firstDay: dayIn(5) })).toBe('rota.days-order');
});

test('who leaves a team works none of its shifts: they stand open, their swaps are over; who is back works them again', async () => {
  const d = await desk();
  const shift = await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: hourIn(-1), ends: hourIn(3) });
  await house.settle();
  expect(await onDuty(house.db, d.team.id, clock.iso())).toEqual([d.maya.id]);
  const [done, waits] = [await swap(d, shift, dayIn(3)), await swap(d, shift, dayIn(4))];
  await done.agree();
  const member = { params: { id: d.team.id, personId: d.ben.id } };
  expect((await d.lead.call('DELETE /teams/:id/members/:personId', member)).status).toBe(200);
  await house.settle();
  expect(await waits.state()).toBe('over');
  const now = await week(d.lead, d.team.id);
  expect(now.open).toMatchObject([{ day: dayIn(3), personId: d.ben.id }]);
  expect(now.items.some((one) => one.day === dayIn(3))).toBe(false);
  // Given to somebody else it stands open no more.
  await d.lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day: dayIn(3) }, body: { personId: d.lead.id } });
  expect((await week(d.lead, d.team.id)).open).toEqual([]);
  // The one whose shift runs leaves: it ends then, and they are no longer made available by it.
  await d.lead.call('DELETE /teams/:id/members/:personId', { params: { id: d.team.id, personId: d.maya.id } });
  await house.settle();
  expect(await onDuty(house.db, d.team.id, clock.iso())).toEqual([]);
  const said = async (name: string) => (await sql`select id from facts where name = ${name} and about_id = ${d.maya.id}`.execute(house.db)).rows.length;
  expect([await said('rota.shift-started'), await said('rota.shift-ended')]).toEqual([1, 1]);
  await d.lead.call('PUT /teams/:id/members/:personId', { params: { id: d.team.id, personId: d.maya.id }, body: { lead: false } });
  await house.settle();
  expect([await onDuty(house.db, d.team.id, clock.iso()), await said('rota.shift-started')]).toEqual([[d.maya.id], 2]);
});

test('nobody takes a shift for a time in which they are absent; what a lead was asked goes with the swap', async () => {
  const d = await desk();
  const shift = await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: '06:00', ends: '14:00' });
  await transact(house.db, (tx) => absent(tx, system('test'), d.ben.id, { from: `${dayIn(2)}T00:00:00Z`, until: `${dayIn(3)}T00:00:00Z`, why: 'ill' }));
  expect((await d.maya.call('POST /rota/swaps', { body: { id: newId(), shiftId: shift, day: dayIn(2), takerId: d.ben.id } })).body).toMatchObject({ code: 'rota.swap-absent', data: { personId: d.ben.id } });
  await d.lead.call('PUT /approval-policy', { body: { teamId: d.team.id, acts: { 'rota.swap': { asks: 'agents', above: null, except: [] } } } });
  const asked = await swap(d, shift, dayIn(4));
  expect((await asked.agree()).body.state).toBe('agreed');
  expect((await d.lead.call('GET /approvals')).body.items).toHaveLength(1);
  expect((await d.maya.call('POST /rota/swaps/:id/withdraw', { params: { id: asked.id }, body: {} })).body.state).toBe('withdrawn');
  expect((await d.lead.call('GET /approvals')).body.items).toEqual([]);
});

test('W-L10 one day is offered once, however many ask at once', async () => {
  const d = await desk();
  const [mine, theirs] = [await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: '06:00', ends: '14:00' }), await giveShift(house.db, { teamId: d.team.id, personId: d.ben.id, starts: '14:00', ends: '22:00' })];
  const answers = await Promise.all([
    d.maya.call('POST /rota/swaps', { body: { id: newId(), shiftId: mine, day: dayIn(3), takerId: d.ben.id, back: { shiftId: theirs, day: dayIn(4) } } }),
    d.ben.call('POST /rota/swaps', { body: { id: newId(), shiftId: theirs, day: dayIn(4), takerId: d.maya.id, back: { shiftId: mine, day: dayIn(3) } } }),
  ]);
  expect(answers.map((a) => a.body.code ?? 'asked').sort()).toEqual(['asked', 'rota.swap-open']);
});

test('between two shifts one is offline until the next, also when that is moved or taken out meanwhile', async () => {
  const d = await desk();
  const shift = await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: hourIn(-1), ends: hourIn(1) });
  const state = async () => (await availabilityOf(house.db, [d.maya.id])).get(d.maya.id)!;
  await house.settle();
  await house.advance('61m');
  expect(await state()).toMatchObject({ state: 'offline', source: 'shift' });
  const next = (await week(d.lead, d.team.id)).items.find((one) => Date.parse(one.startsAt) > clock.ms())!;
  await d.lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day: next.day }, body: { dropped: true } });
  await house.settle();
  expect(Date.parse((await state()).until!) - Date.parse(next.startsAt)).toBe(dayMs);
  await house.advance('23h');
  expect((await state()).state).toBe('offline');
});

test('one person in two teams: available from the first begin to the last end, what they say by hand in between stays', async () => {
  const [d, e] = [await desk(), await desk()];
  await e.lead.call('PUT /teams/:id/members/:personId', { params: { id: e.team.id, personId: d.maya.id }, body: { lead: false } });
  await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: hourIn(1), ends: hourIn(4) });
  await giveShift(house.db, { teamId: e.team.id, personId: d.maya.id, starts: hourIn(3), ends: hourIn(6), zone: 'UTC' });
  const state = async () => (await availabilityOf(house.db, [d.maya.id])).get(d.maya.id)!.state;
  await house.settle();
  await house.advance('2h');
  expect([await state(), await onDuty(house.db, e.team.id, clock.iso())]).toEqual(['available', []]);
  await d.maya.call('PUT /me/availability', { body: { state: 'offline' } });
  // The other team's shift begins, and this team's is over: neither speaks over what they said.
  await house.advance('2h30m');
  expect([await state(), await onDuty(house.db, d.team.id, clock.iso()), await onDuty(house.db, e.team.id, clock.iso())]).toEqual(['offline', [], [d.maya.id]]);
});
