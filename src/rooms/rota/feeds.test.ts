import ICAL from 'ical.js';
import { sql } from 'kysely';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person } from '../../../test/people.ts';
import { system } from '../../core/server/actor.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { deactivate } from '../people/people.ts';
import { absent } from './absences.ts';
import { giveShift } from './fixtures.ts';
import { calendarText, folded, revised, type Entry } from './ical-text.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

const dayMs = 86_400_000;
const dayIn = (days: number) => clock.iso(days * dayMs).slice(0, 10);
async function desk() {
  const team = await makeTeam(house, `Team ${newId()}`);
  const member = { teams: [{ id: team.id }] };
  const [lead, maya, ben] = [await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] }), await person(house, { name: 'Maya', ...member }), await person(house, { name: 'Ben', ...member })];
  return { team, lead, maya, ben };
}
const read = async (url: string, headers: Record<string, string> = {}) => await house.app!.inject({ method: 'GET', url: new URL(url).pathname, headers });
const eventsIn = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((part) => { const one = new ICAL.Event(part); return { uid: one.uid, summary: one.summary, sequence: one.sequence, start: one.startDate.toJSDate().toISOString(), end: one.endDate.toJSDate().toISOString(), status: String(part.getFirstPropertyValue('status')), stamp: String(part.getFirstPropertyValue('dtstamp')) }; });

describe('what a feed tells after what it told', () => {
  const at = (text: string) => Date.parse(`2026-06-${text}:00Z`);
  const one = (from: string, until: string, what: Partial<Entry> = {}): Entry => ({ start: at(from), end: at(until), title: 'Early', words: '', ...what });
  const first = revised({}, { a: one('02T06:00', '02T14:00'), b: one('03T06:00', '03T14:00') }, at('01T00:00'));

  test('the same as long as nothing changes', () => { expect(revised(first, { a: one('02T06:00', '02T14:00'), b: one('03T06:00', '03T14:00') }, at('01T12:00'))).toEqual(first); });
  test('a higher sequence and a new stamp for what changed, and for that alone', () => {
    const next = revised(first, { a: one('02T08:00', '02T14:00'), b: one('03T06:00', '03T14:00') }, at('01T12:00'));
    expect([next['a'], next['b']]).toEqual([{ ...one('02T08:00', '02T14:00'), sequence: 1, at: at('01T12:00') }, first['b']]);
  });
  test('called off when it is gone ahead of its time, once; alive again with a higher sequence still', () => {
    const off = revised(first, { b: one('03T06:00', '03T14:00') }, at('01T12:00'));
    expect(off['a']).toMatchObject({ sequence: 1, at: at('01T12:00'), gone: true });
    expect(revised(off, { b: one('03T06:00', '03T14:00') }, at('01T13:00'))).toEqual(off);
    expect(revised(off, { a: one('02T06:00', '02T14:00') }, at('01T14:00'))['a']).toEqual({ ...one('02T06:00', '02T14:00'), sequence: 2, at: at('01T14:00') });
  });
  test('let go when its time is past', () => { expect(revised(first, {}, at('02T15:00'))['a']).toBeUndefined(); });
  test('called off for two weeks, then no longer mentioned', () => {
    const far = revised(revised({}, { a: one('30T06:00', '30T14:00') }, at('01T00:00')), {}, at('01T01:00'));
    const text = (now: number) => calendarText({ name: 'x', host: 'h', url: 'https://h/', now }, far);
    expect(text(at('02T00:00'))).toContain('STATUS:CANCELLED');
    expect(text(at('20T00:00'))).not.toContain('VEVENT');
  });
});

test('a line is cut by octets, within no character, and reads as it was', () => {
  for (const text of ['x'.repeat(400), 'ä'.repeat(200), '日本語のシフト'.repeat(30), '👩‍👩‍👧🇩🇪'.repeat(30), `${'x'.repeat(74)}é`]) {
    const lines = folded(`SUMMARY:${text}`).split('\r\n');
    expect(lines.every((line, i) => Buffer.byteLength(line) <= 75 && (i === 0 || line.startsWith(' ')))).toBe(true);
    expect(lines.map((line, i) => (i ? line.slice(1) : line)).join('')).toBe(`SUMMARY:${text}`);
  }
});

describe('the calendar feed', () => {
  test('an independent library reads it as the rota says', async () => {
    const team = await makeTeam(house, `Störungsannahme; Nord, „Ost“ und die übrigen Himmelsrichtungen ${newId()}`);
    const maya = await person(house, { name: 'Zoë\\Ångström', teams: [{ id: team.id }] });
    await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: '22:00', ends: '06:00', zone: 'Europe/Berlin', name: 'Night, long; 日本語のシフト' });
    const { url } = (await maya.call('POST /me/rota-feed', { body: {} })).body as { url: string };
    const answer = await read(url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(answer.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(answer.body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const calendar = new ICAL.Component(ICAL.parse(answer.body) as unknown[]);
    const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    const all = (await maya.call('GET /me/shifts')).body as { next: { id: string; startsAt: string; endsAt: string }[] };
    for (const one of all.next) {
      const event = events.find((e) => e.uid.startsWith(one.id))!;
      expect([event.startDate.toJSDate().toISOString(), event.endDate.toJSDate().toISOString(), event.summary]).toEqual([one.startsAt, one.endsAt, `Night, long; 日本語のシフト · ${team.name}`]);
    }
    expect(all.next.length).toBeGreaterThan(20);
    expect(String(calendar.getFirstPropertyValue('name'))).toContain('Ångström');
    expect(new Set(events.map((e) => e.uid)).size).toBe(events.length);
  });

  test('the same until something changes; then the same ids with a higher sequence', async () => {
    const { team, lead, maya } = await desk();
    const shift = await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: '06:00', ends: '14:00' });
    const { url } = (await maya.call('POST /me/rota-feed', { body: {} })).body as { url: string };
    const first = await read(url);
    const again = await read(url, { 'if-none-match': first.headers['etag'] as string });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const event = (text: string, day: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one)).find((e) => e.startDate.toJSDate().toISOString().startsWith(day))!;
    await lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day: dayIn(2) }, body: { starts: '08:00' } });
    const after = await read(url, { 'if-none-match': first.headers['etag'] as string });
    expect(after.statusCode).toBe(200);
    expect(event(after.body, dayIn(2)).uid).toBe(event(first.body, dayIn(2)).uid);
    expect(event(after.body, dayIn(2)).sequence).toBeGreaterThan(event(first.body, dayIn(2)).sequence);
    expect(event(after.body, dayIn(3)).sequence).toBe(event(first.body, dayIn(3)).sequence);
  });

  test('W-G1 W-G10 a secret opens one person’s shifts until it is renewed or they leave; it is not kept', async () => {
    const { team, maya } = await desk();
    await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: '06:00', ends: '14:00' });
    const { url } = (await maya.call('POST /me/rota-feed', { body: {} })).body as { url: string };
    const { url: renewed } = (await maya.call('POST /me/rota-feed', { body: {} })).body as { url: string };
    expect((await read(url)).statusCode).toBe(404);
    expect((await read(renewed)).statusCode).toBe(200);
    expect((await read(`${new URL(renewed).origin}/api/rota-feeds/nothing.ics`)).statusCode).toBe(404);
    const rows = JSON.stringify((await sql`select * from rota_feeds`.execute(house.db)).rows);
    expect(rows).not.toContain(/rota-feeds\/(.+)\.ics/.exec(renewed)![1]);
    await maya.call('DELETE /me/rota-feed');
    expect((await read(renewed)).statusCode).toBe(404);
    const { url: last } = (await maya.call('POST /me/rota-feed', { body: {} })).body as { url: string };
    const admin = await person(house, { role: 'admin' });
    await transact(house.db, (tx) => deactivate(tx, admin.actor, maya.id));
    expect((await read(last)).statusCode).toBe(404);
  });

  test('what was swapped away, dropped or falls into an absence is called off; the teammate gets it', async () => {
    const { team, lead, maya, ben } = await desk();
    const shift = await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: '06:00', ends: '14:00' });
    const [mayas, bens] = [(await maya.call('POST /me/rota-feed', { body: {} })).body.url as string, (await ben.call('POST /me/rota-feed', { body: {} })).body.url as string];
    const told = async (url: string, day: string) => eventsIn((await read(url)).body).find((one) => one.start.startsWith(day));
    const before = await told(mayas, dayIn(2));
    expect([before, await told(bens, dayIn(2))]).toMatchObject([{ status: 'CONFIRMED', sequence: 0 }, undefined]);
    const id = newId();
    await maya.call('POST /rota/swaps', { body: { id, shiftId: shift, day: dayIn(2), takerId: ben.id } });
    await ben.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} });
    await lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: shift, day: dayIn(3) }, body: { dropped: true } });
    await transact(house.db, (tx) => absent(tx, system('test'), maya.id, { from: `${dayIn(4)}T00:00:00Z`, until: `${dayIn(5)}T10:00:00Z`, why: 'ill' }));
    expect(await told(mayas, dayIn(2))).toMatchObject({ uid: before!.uid, status: 'CANCELLED', sequence: 1 });
    expect(await told(bens, dayIn(2))).toMatchObject({ uid: before!.uid, status: 'CONFIRMED' });
    expect([await told(mayas, dayIn(3)), await told(mayas, dayIn(4))]).toMatchObject([{ status: 'CANCELLED' }, { status: 'CANCELLED' }]);
    // An absence that ends in the middle of a shift: it is shorter, and calendars are told so.
    expect(await told(mayas, dayIn(5))).toMatchObject({ status: 'CONFIRMED', sequence: 1, start: `${dayIn(5)}T10:00:00.000Z` });
    await lead.call('POST /rota/shifts/:id/end', { params: { id: shift }, body: { before: dayIn(6) } });
    expect(await told(mayas, dayIn(8))).toMatchObject({ status: 'CANCELLED' });
  });

  test.each(['Europe/Dublin', 'Africa/Casablanca', 'America/New_York', 'Australia/Lord_Howe'])('by the clocks of %s, whatever its rules', async (zone) => {
    const { team, maya } = await desk();
    await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: '22:15', ends: '06:45', zone });
    const { url } = (await maya.call('POST /me/rota-feed', { body: {} })).body as { url: string };
    const text = (await read(url)).body;
    // Half a year has the change of the clocks in it; every time stands in UTC, so that nobody has to know its rules.
    expect(text).not.toMatch(/TZID|VTIMEZONE/);
    const all = eventsIn(text);
    expect(all.length).toBeGreaterThan(150);
    const walls = new Set(all.map((one) => [one.start, one.end].map((t) => DateTime.fromISO(t, { zone }).toFormat('HH:mm')).join('–')));
    expect([...walls].filter((wall) => wall !== '22:15–06:45')).toEqual([]);
  });
});
