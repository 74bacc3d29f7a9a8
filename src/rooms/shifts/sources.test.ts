import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { fetchFrom } from '../../core/server/fetching.ts';
import { deactivate } from '../people/people.ts';
import { availabilityOf, setBySource } from './availability.ts';
import { mayBeGiven } from './eligibility.ts';
import { lookAtCalendars, seen } from './minute-looks.ts';
import { lookAround } from './jobs.ts';
import { dueCalendars } from './own-calendars.ts';

let house: TestHouse;
let server: Server;
let origin = '';
let answer: { status: number; body: string; location?: string } = { status: 200, body: '' };
beforeAll(async () => {
  house = await openTestHouse({ config: { privateCalendarHosts: true } });
  server = createServer((_request, reply) => { reply.writeHead(answer.status, answer.location ? { location: answer.location } : {}); reply.end(answer.body); });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => { await house.close(); await new Promise((done) => server.close(done)); });

const now = async (who: TestPerson) => (await availabilityOf(house.db, [who.id])).get(who.id)!;
const look = async () => { await lookAround.run({}, { db: house.db, attempt: 1, lastAttempt: true, signal: new AbortController().signal }); await house.settle(); };
const ahead = (minutes: number) => clock.iso(minutes * 60_000);

test('the workspace has states of its own, which count as one of the product’s', async () => {
  const [admin, maya] = [await person(house, { role: 'admin' }), await person(house)];
  const lunch = newId();
  expect((await admin.call('POST /availability-states', { body: { id: lunch, name: 'Lunch', state: 'on-a-break' } })).status).toBe(200);
  expect((await admin.call('POST /availability-states', { body: { id: newId(), name: 'lunch', state: 'offline' } })).body.code).toBe('shifts.state-name-taken');
  expect((await maya.call('POST /availability-states', { body: { id: newId(), name: 'Nap', state: 'offline' } })).status).toBe(403);
  expect((await maya.call('PUT /me/availability', { body: { stateId: lunch } })).body).toMatchObject({ state: 'on-a-break', label: 'Lunch', stateId: lunch });
  expect((await admin.call('PUT /availability-states/:id', { params: { id: lunch }, body: { name: 'Lunch break', state: 'on-a-break' } })).status).toBe(200);
  expect((await now(maya)).label).toBe('Lunch break');
  await admin.call('DELETE /availability-states/:id', { params: { id: lunch } });
  expect((await maya.call('GET /availability-states')).body.items).toEqual([]);
  expect((await maya.call('PUT /me/availability', { body: { stateId: lunch } })).body.code).toBe('shifts.state-gone');
});

test('off the queue ends by itself after the team’s time', async () => {
  const team = await makeTeam(house, `Team ${newId()}`);
  const [lead, maya] = [await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] }), await person(house, { teams: [{ id: team.id }] })];
  expect((await lead.call('PUT /shift-settings', { body: { teamId: team.id, offQueueMinutes: 30 } })).body).toMatchObject({ offQueueMinutes: 30, own: ['offQueueMinutes'] });
  expect((await maya.call('PUT /shift-settings', { body: { teamId: team.id, offQueueMinutes: 300 } })).status).toBe(403);
  expect((await maya.call('PUT /me/availability', { body: { state: 'on-a-break' } })).body.until).toBe((await now(maya)).until);
  expect(Date.parse((await now(maya)).until!) - clock.ms()).toBeGreaterThan(29 * 60_000);
  await house.advance('31m');
  expect((await now(maya)).state).toBe('available');
});

test('calls, leave and shifts say it; what was said by hand wins until its time is over', async () => {
  const maya = await person(house);
  const by = (source: 'call' | 'shift' | 'leave', said: Parameters<typeof setBySource>[4]) => transact(house.db, (tx) => setBySource(tx, system('test'), maya.id, source, said));
  await by('call', { state: 'on-a-call' });
  expect(await now(maya)).toMatchObject({ state: 'on-a-call', source: 'call' });
  expect((await mayBeGiven(house.db, system('test'), [maya.id], { teamId: null })).get(maya.id)).toMatchObject({ ok: false, mayAsk: true });
  await by('call', null);
  await by('shift', { state: 'offline' });
  expect((await mayBeGiven(house.db, system('test'), [maya.id], { teamId: null })).get(maya.id)).toMatchObject({ ok: false, mayAsk: false, why: { code: 'away' } });
  await house.advance('1s');
  await maya.call('PUT /me/availability', { body: { state: 'available', until: ahead(60) } });
  expect((await mayBeGiven(house.db, system('test'), [maya.id], { teamId: null })).get(maya.id)).toMatchObject({ ok: true });
  expect((await maya.call('GET /availability')).body.items.find((one: { personId: string }) => one.personId === maya.id)).toMatchObject({ state: 'available', then: { state: 'offline', source: 'shift' } });
  await house.advance('61m');
  expect(await now(maya)).toMatchObject({ state: 'offline', source: 'shift' });
});

test('who is not seen for a while counts as offline, and is back with the first sign of life', async () => {
  const maya = await person(house);
  await maya.call('GET /me');
  await house.advance('59m');
  await look();
  expect((await now(maya)).state).toBe('available');
  await house.advance('2m');
  await look();
  expect(await now(maya)).toMatchObject({ state: 'offline', source: 'idle' });
  await seen(house.db, [{ personId: maya.id, at: clock.iso() }]);
  expect((await now(maya)).state).toBe('available');
  await maya.call('PUT /me/availability-choices', { body: { byIdle: false } });
  await house.advance('3h');
  await look();
  expect((await now(maya)).state).toBe('available');
});

test('an open page that nobody touches is nobody: a laptop left on, one that wakes by itself; another device is the same person', async () => {
  const maya = await person(house);
  const sign = () => seen(house.db, [{ personId: maya.id, at: clock.iso() }]);
  await sign();
  await house.advance('61m');
  // The page read anew what a colleague changed.
  await maya.call('GET /me');
  await look();
  expect(await now(maya)).toMatchObject({ state: 'offline', source: 'idle' });
  await house.advance('8h');
  await maya.call('GET /me');
  await look();
  expect((await now(maya)).state).toBe('offline');
  // They touch their phone, and the laptop does not.
  await sign();
  expect((await now(maya)).state).toBe('available');
  await house.advance('59m');
  await look();
  expect((await now(maya)).state).toBe('available');
  // Who says they are here is, without any other sign.
  await house.advance('3h');
  await look();
  await maya.call('PUT /me/availability', { body: { state: 'available' } });
  await look();
  expect((await now(maya)).state).toBe('available');
});

test('their own calendar puts them into a meeting; what cannot be read says so and is forgotten after a day', async () => {
  const maya = await person(house);
  const stamp = (iso: string) => iso.replace(/[-:]|\.\d+/g, '');
  const meeting = (from: string, until: string) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:${stamp(from)}\r\nDTEND:${stamp(until)}\r\nSUMMARY:Secret talks\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  answer = { status: 404, body: '' };
  expect((await maya.call('PUT /me/availability-calendar', { body: { address: `${origin}/secret-token.ics` } })).body).toMatchObject({ code: 'shifts.calendar-unreadable' });
  answer = { status: 200, body: 'hello' };
  expect((await maya.call('PUT /me/availability-calendar', { body: { address: `${origin}/secret-token.ics` } })).body.data.reason).toContain('not a calendar');
  answer = { status: 200, body: meeting(ahead(10), ahead(40)) };
  const connected = await maya.call('PUT /me/availability-calendar', { body: { address: `${origin}/secret-token.ics` } });
  expect(connected.body.calendar).toMatchObject({ trouble: null, busyNow: false });
  const kept = JSON.stringify(await house.db.withTables<{ availability_choices: Record<string, unknown> }>().selectFrom('availability_choices').selectAll().execute());
  expect(kept).not.toContain('secret-token');
  expect(kept).not.toContain('Secret talks');
  await house.advance('11m');
  await look();
  expect(await now(maya)).toMatchObject({ state: 'in-a-meeting', source: 'calendar', away: false });
  await house.advance('30m');
  await look();
  expect((await now(maya)).state).toBe('available');
  answer = { status: 500, body: '' };
  await house.advance('16m');
  await look();
  expect((await maya.call('GET /me/availability-choices')).body.calendar).toMatchObject({ trouble: 'Its server answered with 500.' });
  await maya.call('DELETE /me/availability-calendar');
  expect((await maya.call('GET /me/availability-choices')).body.calendar).toBeNull();
});

test('a calendar is looked at when it was read anew, and when one of its times begins or ends; what was read a day ago is not believed', async () => {
  const maya = await person(house);
  const stamp = (iso: string) => iso.replace(/[-:]|\.\d+/g, '');
  answer = { status: 200, body: `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:${stamp(ahead(10))}\r\nDTEND:${stamp(ahead(26 * 60))}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n` };
  await maya.call('PUT /me/availability-calendar', { body: { address: `${origin}/due.ics` } });
  const looked = async () => (await lookAtCalendars(house.db)).includes(maya.id);
  expect([await looked(), await looked()]).toEqual([true, false]);
  await house.advance('9m');
  expect([await looked(), (await now(maya)).state]).toEqual([false, 'available']);
  await house.advance('2m');
  expect([await looked(), await looked(), (await now(maya)).state]).toEqual([true, false, 'in-a-meeting']);
  const readable = answer;
  answer = { status: 500, body: '' };
  await house.advance('5m');
  await look();
  expect((await maya.call('GET /me/availability-choices')).body.calendar.trouble).not.toBeNull();
  await house.advance('23h');
  expect([await looked(), (await now(maya)).state]).toEqual([false, 'in-a-meeting']);
  await house.advance('46m');
  expect([await looked(), await looked(), (await now(maya)).state]).toEqual([true, false, 'available']);
  answer = readable;
  await house.advance('16m');
  await look();
  expect([await looked(), await looked(), (await now(maya)).state]).toEqual([true, false, 'in-a-meeting']);
  await maya.call('DELETE /me/availability-calendar');
});

test('W-G10 the calendar of somebody who left is not read any more', async () => {
  const [admin, maya] = [await person(house, { role: 'admin' }), await person(house)];
  answer = { status: 200, body: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n' };
  expect((await maya.call('PUT /me/availability-calendar', { body: { address: `${origin}/mine.ics` } })).status).toBe(200);
  await house.advance('16m');
  expect(await dueCalendars(house.db)).toContain(maya.id);
  await transact(house.db, (tx) => deactivate(tx, admin.actor, maya.id));
  expect(await dueCalendars(house.db)).not.toContain(maya.id);
});

test('W-J1 an address is never followed to this machine or a private network', async () => {
  const how = { allowPrivate: false, maxBytes: 1000, ms: 5000 };
  for (const address of [origin, 'http://127.1/', 'http://2130706433/', 'http://0177.0.0.1/', 'http://0x7f000001/', 'http://[::1]/', 'http://[::ffff:7f00:1]/', 'http://[fd00:ec2::254]/', 'http://[fe80::1]/', 'http://169.254.169.254/latest', 'http://100.64.0.1/', 'http://10.0.0.8/', 'http://192.168.1.1/', 'http://localhost/', 'webcal://127.0.0.1/']) await expect(fetchFrom(address, how), address).rejects.toThrow();
  await expect(fetchFrom('file:///etc/passwd', how)).rejects.toThrow('not a web address');
  answer = { status: 200, body: 'x'.repeat(2000) };
  await expect(fetchFrom(origin, { ...how, allowPrivate: true })).rejects.toThrow('larger');
  answer = { status: 302, body: '', location: `${origin}/again` };
  await expect(fetchFrom(origin, { ...how, allowPrivate: true })).rejects.toThrow('without end');
});

test('W-G1 what sets somebody’s availability is theirs alone', async () => {
  const [maya, ben] = [await person(house), await person(house)];
  await maya.call('PUT /me/availability-choices', { body: { byShift: false } });
  expect((await ben.call('GET /me/availability-choices')).body.byShift).toBe(true);
});
