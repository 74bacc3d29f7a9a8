import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { deactivate } from '../people/people.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { absenceOver, absent } from './absences.ts';
import { arrivalsQuery } from './coverage.ts';
import { giveShift } from './fixtures.ts';
import { nextShiftOf, nextShifts, onDuty, previousShiftOf, shiftOf } from './queries.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

const dayIn = (days: number) => clock.iso(days * 86_400_000).slice(0, 10);
const hourIn = (hours: number) => `${clock.iso(hours * 3600_000).slice(11, 13)}:00`;
const nextDays = (days: number) => ({ from: clock.iso(), until: clock.iso(days * 86_400_000) });
async function desk() {
  const team = await makeTeam(house, `Team ${newId()}`);
  const member = { teams: [{ id: team.id }] };
  const [lead, maya, ben] = [await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] }), await person(house, { name: 'Maya', ...member }), await person(house, { name: 'Ben', ...member })];
  return { team, lead, maya, ben };
}
const everyDay = (teamId: string, personId: string, what: object = {}) => ({ id: newId(), teamId, personId, name: 'Early', zone: 'UTC', starts: '06:00', ends: '14:00', days: [1, 2, 3, 4, 5, 6, 7], everyWeeks: 1, firstDay: dayIn(0), lastDay: null, ...what });
const facts = async (name: string, about: string) => (await sql<{ data: { personId: string; shiftId: string } }>`select data from facts where name = ${name} and about_id = ${about} order by id`.execute(house.db)).rows.map((r) => r.data);
const week = async (who: TestPerson, teamId: string, days = 3) => (await who.call('GET /rota', { query: { teamId, ...nextDays(days) } })).body;

describe('leads write the rota, the team reads it', () => {
  test('shifts, and single days of them that differ', async () => {
    const { team, lead, maya, ben } = await desk();
    const shift = everyDay(team.id, maya.id, { firstDay: dayIn(1) });
    expect((await lead.call('POST /rota/shifts', { body: shift })).body).toMatchObject({ id: shift.id, personId: maya.id, starts: '06:00' });
    const before = await week(maya, team.id);
    expect(before).toMatchObject({ may: { edit: false }, items: [{ day: dayIn(1), personId: maya.id, startsAt: `${dayIn(1)}T06:00:00.000Z`, endsAt: `${dayIn(1)}T14:00:00.000Z` }, { day: dayIn(2) }, ...(before.items.length > 2 ? [{}] : [])] });
    const params = { id: shift.id, day: dayIn(2) };
    expect((await lead.call('PUT /rota/shifts/:id/days/:day', { params, body: { personId: ben.id, starts: '08:00' } })).status).toBe(200);
    expect((await week(ben, team.id)).items[1]).toMatchObject({ personId: ben.id, ofId: maya.id, startsAt: `${dayIn(2)}T08:00:00.000Z`, changed: true });
    expect((await ben.call('GET /me/shifts')).body.next).toMatchObject([{ day: dayIn(2) }]);
    await lead.call('DELETE /rota/shifts/:id/days/:day', { params });
    expect((await week(ben, team.id)).items[1]).toMatchObject({ personId: maya.id, startsAt: `${dayIn(2)}T06:00:00.000Z` });
    await lead.call('POST /rota/shifts/:id/end', { params: { id: shift.id }, body: { before: dayIn(2) } });
    expect((await week(maya, team.id)).items.map((one: { day: string }) => one.day)).toEqual([dayIn(1)]);
    await lead.call('POST /rota/shifts/:id/end', { params: { id: shift.id }, body: { before: null } });
    expect(await week(maya, team.id)).toMatchObject({ items: [], shifts: [] });
  });

  test('changed from a day on: what was before stays, days that differ and the weeks it is worked in go along', async () => {
    const { team, lead, maya, ben } = await desk();
    const shift = everyDay(team.id, maya.id, { firstDay: dayIn(-6), everyWeeks: 2 });
    await lead.call('POST /rota/shifts', { body: shift });
    const days = async (): Promise<{ day: string; startsAt: string; personId: string }[]> => (await lead.call('GET /rota', { query: { teamId: team.id, from: `${dayIn(-7)}T00:00:00Z`, until: `${dayIn(25)}T00:00:00Z` } })).body.items;
    const before = await days();
    const other = before.findLast((one) => one.day > dayIn(3))!;
    await lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift.id, day: other.day }, body: { personId: ben.id } });
    const after = await lead.call('PUT /rota/shifts/:id', { params: { id: shift.id }, body: { ...shift, starts: '07:00', from: dayIn(1) } });
    expect(after.body.id).not.toBe(shift.id);
    const now = await days();
    expect(now.map((one) => one.day)).toEqual(before.map((one) => one.day));
    expect(now.map((one) => one.startsAt.slice(11, 16))).toEqual(before.map((one) => (one.day < dayIn(1) ? '06:00' : '07:00')));
    expect(now.find((one) => one.day === other.day)!.personId).toBe(ben.id);

    // Taken back: one shift again, with the day that differs; by those who lead the team only, and once.
    const rejoin = (who: TestPerson, body: object = {}) => who.call('POST /rota/shifts/:id/rejoin', { params: { id: after.body.id }, body: { before: shift.id, lastDay: null, ...body } });
    const stranger = await person(house, { role: 'lead' });
    expect([(await rejoin(maya)).status, (await rejoin(stranger)).status, (await rejoin(lead, { lastDay: dayIn(-3) })).body.code]).toEqual([403, 403, 'rota.days-order']);
    expect((await rejoin(lead)).body).toMatchObject({ id: shift.id, firstDay: shift.firstDay, lastDay: null, starts: '06:00' });
    expect((await rejoin(lead)).status).toBe(404);
    expect((await days()).map((one) => [one.day, one.startsAt, one.personId])).toEqual(before.map((one) => [one.day, one.startsAt, one.day === other.day ? ben.id : maya.id]));
  });

  test('what cannot be is refused', async () => {
    const { team, lead, maya } = await desk();
    const add = async (what: object) => (await lead.call('POST /rota/shifts', { body: everyDay(team.id, maya.id, what) })).body.code;
    expect(await add({ zone: 'Mars/Base' })).toBe('rota.unknown-zone');
    expect(await add({ ends: '06:00' })).toBe('rota.same-times');
    expect(await add({ lastDay: dayIn(-1) })).toBe('rota.days-order');
    expect(await add({ personId: (await person(house)).id })).toBe('rota.not-member');
    expect(await add({ firstDay: '2026-02-30' })).toBe('request.invalid');
    const shift = everyDay(team.id, maya.id, { days: [1] });
    await lead.call('POST /rota/shifts', { body: shift });
    const tuesday = [0, 1, 2, 3, 4, 5, 6].map(dayIn).find((d) => new Date(`${d}T00:00Z`).getUTCDay() === 2)!;
    expect((await lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift.id, day: tuesday }, body: { dropped: true } })).body.code).toBe('rota.no-such-day');
  });

  test('W-G1 W-G2 a closed team’s rota is its members’ alone, and only its leads write it', async () => {
    const { team, lead, maya } = await desk();
    const [stranger, agent] = [await person(house, { role: 'lead' }), maya];
    const shift = everyDay(team.id, maya.id);
    expect((await agent.call('POST /rota/shifts', { body: shift })).status).toBe(403);
    expect((await stranger.call('POST /rota/shifts', { body: shift })).status).toBe(403);
    await lead.call('POST /rota/shifts', { body: shift });
    const params = { id: shift.id };
    expect((await stranger.call('PUT /rota/shifts/:id', { params, body: shift })).status).toBe(403);
    const closed = await makeTeam(house, `Closed ${newId()}`, { visibility: 'closed' });
    const insider = await person(house, { role: 'lead', teams: [{ id: closed.id, lead: true }] });
    const secret = everyDay(closed.id, insider.id);
    expect((await insider.call('POST /rota/shifts', { body: secret })).status).toBe(200);
    for (const [key, asked] of [['GET /rota', { query: { teamId: closed.id, ...nextDays(1) } }], ['GET /rota/coverage', { query: { teamId: closed.id, ...nextDays(1) } }], ['PUT /rota/shifts/:id', { params: { id: secret.id }, body: secret }], ['POST /rota/swaps', { body: { id: newId(), shiftId: secret.id, day: dayIn(1), takerId: maya.id } }], ['GET /rota-settings', { query: { teamId: closed.id } }]] as const) expect((await stranger.call(key, asked)).status, key).toBe(404);
    expect((await stranger.call('POST /rota/absences', { body: { id: newId(), personId: maya.id, from: clock.iso(), until: clock.iso(3600_000) } })).status).toBe(403);
  });
});

describe('begins and ends', () => {
  test('W-L19 each is said once, by whichever process looks first, and sets availability', async () => {
    const { team, maya } = await desk();
    await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: hourIn(1), ends: hourIn(3) });
    await house.settle();
    expect(await facts('rota.shift-started', maya.id)).toEqual([]);
    const state = async () => (await availabilityOf(house.db, [maya.id])).get(maya.id)!;
    clock.shift(3600_000);
    await Promise.all([house.clockRunner.once(), house.clockRunner.once(), house.clockRunner.once()]);
    await house.settle();
    expect(await facts('rota.shift-started', maya.id)).toHaveLength(1);
    expect(await state()).toMatchObject({ state: 'available', source: 'shift' });
    await house.advance('2h');
    await house.settle();
    expect(await facts('rota.shift-ended', maya.id)).toHaveLength(1);
    expect(await state()).toMatchObject({ state: 'offline', source: 'shift' });
    await house.advance('22h');
    expect([(await facts('rota.shift-started', maya.id)).length, (await state()).state]).toEqual([2, 'available']);
    expect(new Set((await facts('rota.shift-started', maya.id)).map((f) => f.shiftId)).size).toBe(2);
  });

  test('an absence that begins later makes offline then, also who has no shift, and is over by itself', async () => {
    const { lead, maya } = await desk();
    expect((await lead.call('POST /rota/absences', { body: { id: newId(), personId: maya.id, from: clock.iso(3600_000), until: clock.iso(3 * 3600_000), why: 'A course' } })).status).toBe(200);
    const state = async () => (await availabilityOf(house.db, [maya.id])).get(maya.id)!;
    await house.settle();
    expect((await state()).state).toBe('available');
    await house.advance('61m');
    expect(await state()).toMatchObject({ state: 'offline', source: 'shift', note: 'Absent' });
    await house.advance('2h');
    expect((await state()).state).toBe('available');
  });

  test('who chose otherwise is not set; who is given a shift that has begun is in it at once, and out when it is taken away', async () => {
    const { team, lead, maya, ben } = await desk();
    await maya.call('PUT /me/availability-choices', { body: { byShift: false } });
    const shift = await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: hourIn(-1), ends: hourIn(4) });
    await house.settle();
    expect(await facts('rota.shift-started', maya.id)).toHaveLength(1);
    expect((await availabilityOf(house.db, [maya.id])).get(maya.id)!.source).not.toBe('shift');
    const day = (await shiftOf(house.db, maya.id, clock.iso()))!.startsAt.slice(0, 10);
    await lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day }, body: { personId: ben.id } });
    await house.settle();
    expect(await facts('rota.shift-ended', maya.id)).toHaveLength(1);
    expect(await facts('rota.shift-started', ben.id)).toHaveLength(1);
    expect(await onDuty(house.db, team.id, clock.iso())).toEqual([ben.id]);
  });

  test('who is there, who comes next, who was there before; absences taken out', async () => {
    const { team, maya, ben } = await desk();
    await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: hourIn(-1), ends: hourIn(2) });
    await giveShift(house.db, { teamId: team.id, personId: ben.id, starts: hourIn(1), ends: hourIn(5) });
    const now = clock.iso();
    expect(await onDuty(house.db, team.id, now)).toEqual([maya.id]);
    expect((await onDuty(house.db, team.id, clock.iso(3600_000))).sort()).toEqual([maya.id, ben.id].sort());
    expect(await shiftOf(house.db, ben.id, now)).toBeNull();
    expect((await nextShiftOf(house.db, ben.id, now))!.startsAt.slice(11, 16)).toBe(hourIn(1));
    expect((await nextShifts(house.db, team.id, now)).map((s) => s.personId)).toEqual([ben.id, maya.id]);
    expect((await previousShiftOf(house.db, ben.id, now))!.personId).toBe(ben.id);
    await house.settle();
    const id = await transact(house.db, (tx) => absent(tx, system('test'), maya.id, { from: clock.iso(), until: clock.iso(86_400_000), why: 'ill' }));
    await house.settle();
    expect((await availabilityOf(house.db, [maya.id])).get(maya.id)).toMatchObject({ state: 'offline', note: 'Absent' });
    expect(await onDuty(house.db, team.id, clock.iso(1))).toEqual([]);
    expect(await facts('rota.shift-ended', maya.id)).toHaveLength(1);
    await transact(house.db, (tx) => absenceOver(tx, system('test'), id));
    await house.settle();
    expect(await onDuty(house.db, team.id, clock.iso(1))).toEqual([maya.id]);
    expect((await availabilityOf(house.db, [maya.id])).get(maya.id)!.state).toBe('available');
    const admin = await person(house, { role: 'admin' });
    await transact(house.db, (tx) => deactivate(tx, admin.actor, maya.id));
    expect(await onDuty(house.db, team.id, clock.iso(1))).toEqual([]);
  });
});

describe('swaps', () => {
  async function offered(back = false) {
    const d = await desk();
    const [mine, theirs] = [await giveShift(house.db, { teamId: d.team.id, personId: d.maya.id, starts: '06:00', ends: '14:00' }), await giveShift(house.db, { teamId: d.team.id, personId: d.ben.id, starts: '14:00', ends: '22:00' })];
    const id = newId();
    const ask = (what: object = {}) => d.maya.call('POST /rota/swaps', { body: { id, shiftId: mine, day: dayIn(3), takerId: d.ben.id, back: back ? { shiftId: theirs, day: dayIn(4) } : null, note: 'Dentist', ...what } });
    return { ...d, mine, theirs, id, ask };
  }
  const whose = async (who: TestPerson, teamId: string, shiftId: string, day: string) => (await who.call('GET /rota', { query: { teamId, from: `${day}T00:00:00Z`, until: `${day}T23:59:00Z` } })).body.items.find((one: { shiftId: string; day: string }) => one.shiftId === shiftId && one.day === day)?.personId;

  test('both agree, and the shifts change hands', async () => {
    const { team, maya, ben, mine, theirs, id, ask } = await offered(true);
    expect((await ask()).body).toMatchObject({ state: 'asked', may: { answer: false, withdraw: true }, gives: { day: dayIn(3) }, back: { day: dayIn(4) } });
    expect((await ask({ id: newId() })).body.code).toBe('rota.swap-open');
    expect((await ben.call('GET /rota/swaps')).body.items).toMatchObject([{ id, may: { answer: true } }]);
    expect((await maya.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} })).status).toBe(404);
    expect((await ben.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} })).body.state).toBe('done');
    expect([await whose(maya, team.id, mine, dayIn(3)), await whose(maya, team.id, theirs, dayIn(4))]).toEqual([ben.id, maya.id]);
    const letters = (await sql<{ to: string; subject: string }>`select mail->'to'->0->>'address' as "to", mail->>'subject' as subject from outbox where kind = 'rota.swap' order by id`.execute(house.db)).rows;
    expect(letters).toEqual([{ to: ben.email, subject: expect.stringContaining('Maya asks you to take') }, { to: maya.email, subject: expect.stringContaining('swapped') }]);
    expect((await ben.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} })).body).toMatchObject({ code: 'rota.swap-ended', data: { state: 'done' } });
  });

  test('where policy says so a lead agrees too; their no ends it', async () => {
    for (const approve of [true, false]) {
      const { team, lead, maya, ben, mine, id, ask } = await offered();
      await lead.call('PUT /approval-policy', { body: { teamId: team.id, acts: { 'rota.swap': { asks: 'agents', above: null, except: [] } } } });
      await ask();
      expect((await ben.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} })).body.state).toBe('agreed');
      const { items } = (await lead.call('GET /approvals')).body;
      expect(items).toMatchObject([{ act: 'rota.swap', words: expect.stringContaining('Ben works') }]);
      expect((await lead.call('POST /approvals/:id/decide', { params: { id: items[0].id }, body: { approve, answer: 'We need you' } })).status).toBe(200);
      expect(await whose(maya, team.id, mine, dayIn(3))).toBe(approve ? ben.id : maya.id);
      expect((await maya.call('GET /rota/swaps')).body.items).toEqual([]);
    }
  });

  test('W-G2 one’s own shifts only, with members, nobody twice at once, not behind the other’s back', async () => {
    const { team, lead, maya, ben, mine, theirs, id, ask } = await offered();
    expect((await ask({ takerId: (await person(house)).id })).body.code).toBe('rota.not-member');
    expect((await ask({ shiftId: theirs })).body.code).toBe('rota.swap-not-yours');
    expect((await ask({ back: { shiftId: mine, day: dayIn(5) } })).body.code).toBe('rota.swap-changed');
    expect((await ask({ day: dayIn(-2) })).body.code).toBe('rota.swap-changed');
    await giveShift(house.db, { teamId: team.id, personId: ben.id, starts: '13:00', ends: '15:00', firstDay: dayIn(3), lastDay: dayIn(3) });
    expect((await ask()).body).toMatchObject({ code: 'rota.swap-overlaps', data: { personId: ben.id } });
    expect((await ask({ day: dayIn(4) })).status).toBe(200);
    await lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: mine, day: dayIn(4) }, body: { dropped: true } });
    expect((await ben.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} })).body.code).toBe('rota.swap-changed');
    expect((await ben.call('POST /rota/swaps/:id/withdraw', { params: { id }, body: {} })).status).toBe(404);
    expect((await maya.call('POST /rota/swaps/:id/withdraw', { params: { id }, body: {} })).body.state).toBe('withdrawn');
  });

  test('W-L10 agreed and withdrawn at once: one of both', async () => {
    const { maya, ben, id, ask } = await offered();
    await ask();
    const answers = await Promise.all([ben.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} }), maya.call('POST /rota/swaps/:id/withdraw', { params: { id }, body: {} })]);
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  });

  test('what nobody decided is over when the shift begins', async () => {
    const { ask, id } = await offered();
    await ask();
    await house.advance('4d');
    expect((await sql<{ state: string }>`select state from rota_swaps where id = ${id}`.execute(house.db)).rows[0]!.state).toBe('over');
  });
});

test('off the queue for longer than the team’s time needs a yes, and ends by itself', async () => {
  const { team, lead, maya } = await desk();
  await lead.call('PUT /shift-settings', { body: { teamId: team.id, offQueueMinutes: 30 } });
  const body = { state: 'in-training', until: clock.iso(2 * 3600_000), note: 'New phones' };
  const refused = await maya.call('PUT /me/availability', { body });
  expect(refused.body).toMatchObject({ code: 'approvals.needed', data: { act: 'shifts.off-queue', teamId: team.id } });
  expect((await lead.call('PUT /me/availability', { body })).status).toBe(200);
  const id = newId();
  expect((await maya.call('POST /approvals', { body: { id, act: 'shifts.off-queue', data: refused.body.data.data, reason: 'The course' } })).status).toBe(200);
  expect((await maya.call('PUT /me/availability', { body: { state: 'on-a-break' } })).status).toBe(200);
  expect((await lead.call('POST /approvals/:id/decide', { params: { id }, body: { approve: true } })).status).toBe(200);
  expect((await availabilityOf(house.db, [maya.id])).get(maya.id)).toMatchObject({ state: 'in-training', note: 'New phones' });
  await house.advance('2h1m');
  expect((await availabilityOf(house.db, [maya.id])).get(maya.id)!.state).toBe('available');
});

test('nobody is assigned a ticket while they are away, but by who runs the team', async () => {
  const { team, lead, maya, ben } = await desk();
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  await ben.call('PUT /me/availability', { body: { state: 'on-leave', coverId: lead.id } });
  expect((await maya.call('POST /tickets/:id/assign', { params: { id: ticketId }, body: { personId: ben.id } })).body).toMatchObject({ code: 'tickets.assignee-away', data: { coverId: lead.id } });
  expect((await lead.call('POST /tickets/:id/assign', { params: { id: ticketId }, body: { personId: ben.id } })).status).toBe(200);
});

test('coverage stands beside what comes in; the count reads one range of one index', async () => {
  const { team, lead, maya } = await desk();
  await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: '00:00', ends: '12:00' });
  const day = { from: `${dayIn(1)}T00:00:00Z`, until: `${dayIn(2)}T00:00:00Z` };
  const { hours } = (await lead.call('GET /rota/coverage', { query: { teamId: team.id, ...day } })).body as { hours: { at: string; there: number; level: string }[] };
  expect(hours).toHaveLength(24);
  expect(hours.slice(0, 12).every((h) => h.there === 1)).toBe(true);
  expect(hours.slice(12).every((h) => h.there === 0)).toBe(true);
  expect((await lead.call('PUT /rota-settings', { body: { teamId: team.id, ticketsPerHour: 2 } })).body).toMatchObject({ ticketsPerHour: 2, own: ['ticketsPerHour'] });
  const plan = await house.db.transaction().execute(async (tx) => {
    await sql`insert into tickets (id, subject, status, team_id, channel, last_message_at, made_at, closed_at) select gen_random_uuid(), 'x', 'closed', ${team.id}::uuid, 'email', now(), now() - n * interval '1 hour', now() from generate_series(1, 3000) n`.execute(tx);
    await sql`analyze tickets`.execute(tx);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${arrivalsQuery(team.id, clock.iso(-86_400_000), clock.iso())}`.execute(tx);
    return rows.map((r) => r['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('tickets_arrivals');
});

test('on a holiday of the team’s calendar as much is expected as on the last one, and it is no gap that nobody works', async () => {
  const { team, lead, maya } = await desk();
  await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: '10:00', ends: '11:00' });
  const calendar = newId();
  const [ahead, last, other] = [dayIn(3), dayIn(-60), dayIn(-4)];
  const days = [{ date: ahead, name: 'Founders’ day' }, { date: last, name: 'Feast' }, { date: dayIn(-200), name: 'Before there was a team' }];
  const hours = [{ from: '09:00', to: '17:00' }];
  expect((await lead.call('POST /calendars', { body: { id: calendar, teamId: team.id, name: newId(), zone: 'UTC', week: Array.from({ length: 7 }, () => hours), days } })).status).toBe(200);
  expect((await lead.call('PUT /teams/:id/calendar', { params: { id: team.id }, body: { calendarId: calendar } })).status).toBe(200);
  for (const [day, n] of [[last, 2], [other, 8]] as const) {
    await sql`insert into tickets (id, subject, status, team_id, channel, last_message_at, made_at, closed_at) select gen_random_uuid(), 'x', 'closed', ${team.id}::uuid, 'email', now(), ${`${day}T10:30:00Z`}::timestamptz, now() from generate_series(1, ${n}::int)`.execute(house.db);
  }
  const read = async (day: string) => {
    const { hours: found, holidays } = (await lead.call('GET /rota/coverage', { query: { teamId: team.id, from: `${day}T00:00:00Z`, until: `${day}T23:59:00Z` } })).body as { hours: { expected: number; level: string }[]; holidays: { name: string; basis: string }[] };
    return [found[10]!.expected, found[9]!.level, holidays.map((one) => `${one.name} ${one.basis}`)];
  };
  // The same weekday of the week after is as usual: one week of eight tickets.
  expect(await read(ahead)).toEqual([2, 'closed', ['Founders’ day holidays']]);
  expect(await read(dayIn(10))).toEqual([8, 'gap', []]);
});

test('a change from a day on is not taken back over what was changed since', async () => {
  const { team, lead, maya, ben } = await desk();
  const cut = async () => {
    const shift = everyDay(team.id, maya.id, { firstDay: dayIn(-6) });
    await lead.call('POST /rota/shifts', { body: shift });
    const { body } = await lead.call('PUT /rota/shifts/:id', { params: { id: shift.id }, body: { ...shift, starts: '07:00', from: dayIn(1) } });
    return { shift, on: body as typeof shift & { id: string }, rejoin: () => lead.call('POST /rota/shifts/:id/rejoin', { params: { id: body.id }, body: { before: shift.id, lastDay: null } }) };
  };
  await house.advance('1s');
  const changes = [
    ({ on }: Awaited<ReturnType<typeof cut>>) => lead.call('PUT /rota/shifts/:id', { params: { id: on.id }, body: { ...on, ends: '15:00', from: null } }),
    ({ shift }: Awaited<ReturnType<typeof cut>>) => lead.call('POST /rota/shifts/:id/end', { params: { id: shift.id }, body: { before: dayIn(-2) } }),
    ({ on }: Awaited<ReturnType<typeof cut>>) => lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: on.id, day: dayIn(4) }, body: { dropped: true } }),
    ({ on }: Awaited<ReturnType<typeof cut>>) => maya.call('POST /rota/swaps', { body: { id: newId(), shiftId: on.id, day: dayIn(5), takerId: ben.id } }),
  ];
  for (const [n, change] of changes.entries()) {
    const one = await cut();
    await house.advance('1s');
    expect((await change(one)).status, `change ${n}`).toBe(200);
    expect((await one.rejoin()).body.code, `change ${n}`).toBe('rota.changed-since');
    for (const { id } of [one.shift, one.on]) await lead.call('POST /rota/shifts/:id/end', { params: { id }, body: { before: null } });
  }
  // Two that were never one.
  const [a, b] = [everyDay(team.id, maya.id, { lastDay: dayIn(2) }), everyDay(team.id, maya.id, { firstDay: dayIn(3) })];
  for (const body of [a, b]) await lead.call('POST /rota/shifts', { body });
  expect((await lead.call('POST /rota/shifts/:id/rejoin', { params: { id: b.id }, body: { before: a.id, lastDay: null } })).body.code).toBe('rota.changed-since');
});
