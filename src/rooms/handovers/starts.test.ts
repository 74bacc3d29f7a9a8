import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { asDone } from '../../../test/closing.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { tables as calendarTables } from '../calendars/tables.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { dailyShift, goTo, noteNext, signOff } from './fixtures.ts';
import { takeover } from './spans.ts';
import { sweepAll } from './sweeps.ts';

let house: TestHouse;
let desk: { id: string };
let planned: { id: string };
let maya: TestPerson;
let ben: TestPerson;
let lena: TestPerson;
let eva: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  const office = [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }];
  await calendarTables(house.db).insertInto('calendars').values({ id: newId(), name: 'Office', zone: 'Europe/Berlin', always: false, week: JSON.stringify([office, office, office, office, office, [], []]), standard: true, made_at: new Date(0) }).execute();
  desk = await makeTeam(house, 'Desk');
  planned = await makeTeam(house, 'Planned');
  maya = await person(house, { name: 'Maya Okafor', teams: [desk] });
  ben = await person(house, { name: 'Ben Ito', teams: [desk] });
  lena = await person(house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: desk.id, lead: true }, { id: planned.id, lead: true }] });
  eva = await person(house, { name: 'Eva Night', teams: [planned] });
  await dailyShift(house, { teamId: planned.id, person: eva, starts: '22:00', ends: '06:00', zone: 'Europe/Berlin' });
  await goTo(house, 2, '16:45', 'Europe/Berlin');
});
afterAll(() => house.close());

const ticket = async (subject: string, who: TestPerson | null, teamId = desk.id): Promise<string> => {
  const { ticketId } = await mailIn(house.db, { teamId, subject });
  if (who) await who.call('POST /tickets/:id/take', { params: { id: ticketId }, body: { reason: 'Asked for it' } });
  return ticketId;
};
const atBerlin = (t: string) => new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' }).format(new Date(t)).replace(', ', ' ');
const mails = async (kind: string) => (await sql<{ to: string; subject: string; text: string }>`select recipients[1] as to, subject, mail->>'text' as text from outbox where kind = ${kind} order by made_at, id`.execute(house.db)).rows;

describe('a small desk without a rota', () => {
  let mine: string;
  test('its day ends when it closes, not at noon; whoever comes tomorrow takes over, and one may be that oneself', async () => {
    mine = await ticket('Boiler is cold', maya);
    const shift = await maya.call('GET /shift');
    expect(shift.body).toMatchObject({ span: { by: 'hours' }, ends: { signed: false, teamId: desk.id } });
    expect(atBerlin(shift.body.ends.askAt as string)).toBe('Tue 16:30');
    const end = await maya.call('GET /shift/end');
    expect([end.body.span.startsAt, end.body.span.endsAt, end.body.next.startsAt, end.body.next.endsAt].map(atBerlin)).toEqual(['Tue 09:00', 'Tue 17:00', 'Wed 09:00', 'Wed 17:00']);
    const signed = await signOff(maya, { flagged: [mine], left: [mine], notes: 'Part comes on Wednesday' });
    expect(signed.body, JSON.stringify(signed.body)).toMatchObject({ incoming: [], missing: 1, mine: [] });
    expect((await maya.call('GET /shift')).body.ends).toMatchObject({ signed: true });
    // Who has not signed is asked for a while after the end, too.
    await house.advance('20m');
    expect((await ben.call('GET /shift')).body).toMatchObject({ span: null, ends: { signed: false } });
    expect((await ben.call('GET /shift')).body.waiting).toMatchObject([{ n: 1 }]);
    expect((await maya.call('GET /shift')).body.waiting).toEqual([]);
    await goTo(house, 3, '08:50', 'Europe/Berlin');
    await house.advance('20m');
    expect((await maya.call('GET /shift')).body.waiting).toMatchObject([{ n: 1 }]);
  });

  test('W-G4 since I left: replies on my tickets, new in the queue, closed, asked of me; only of tickets I may see', async () => {
    await mailIn(house.db, { ticketId: mine }, { text: 'Still cold' });
    const fresh = await ticket('Key does not fit', null);
    const done = await ticket('Wrong number', ben);
    await ben.call('POST /tickets/:id/close', { params: { id: done }, body: asDone });
    await ben.call('POST /tickets/:id/notes', { params: { id: mine }, body: { id: newId(), html: `<p><span data-mention="person" data-id="${maya.id}" data-intent="question">@Maya</span> which part?</p>` } });
    await ticket('Not of this desk', null, planned.id);
    const start = await maya.call('GET /shift/start');
    expect(start.status, JSON.stringify(start.body)).toBe(200);
    expect(atBerlin(start.body.since as string)).toBe('Tue 16:45');
    expect(start.body.sinceBy).toBe('signed');
    const found = Object.fromEntries(Object.entries(start.body.happened as Record<string, { n: number; tickets: { id: string }[] }>).map(([what, { n, tickets }]) => [what, [n, ...tickets.map((t) => t.id)]]));
    expect(found).toEqual({ replies: [1, mine], queue: [1, fresh], closed: [1, done], mentions: [1, mine] });
    expect(start.body.handovers).toHaveLength(1);
    expect(start.body).toMatchObject({ span: { by: 'hours' }, outgoing: [], easeIn: null });
    expect((await ben.call('GET /shift/start')).body).toMatchObject({ outgoing: [maya.id], sinceBy: 'hours' });
  });

  test('my promises until my shift ends, and those that are late', async () => {
    for (const [text, hours] of [['Today', 3], ['Tomorrow', 26]] as const) await maya.call('POST /tickets/:id/promises', { params: { id: mine }, body: { id: newId(), text, dueAt: clock.iso(hours * 3600_000) } });
    expect((await maya.call('GET /shift/start')).body.promises.map((p: { text: string }) => p.text)).toEqual(['Today']);
  });

  test('on a day it is closed, one may sign what one worked all the same', async () => {
    const admin = await person(house, { role: 'admin' });
    expect((await admin.call('GET /shift/end')).body.code).toBe('handovers.not-your-team');
    expect((await admin.call('GET /shift')).body).toEqual({ span: null, ends: null, waiting: [] });
  });
});

describe('closing time', () => {
  test('W-L19 what is open without a next step, an owner on duty next or a wake-up is listed once, mailed once to the leads, whoever looks and however often', async () => {
    await goTo(house, 3, '17:02', 'Europe/Berlin');
    const free = await ticket('Nobody took it', null);
    const noted = await ticket('Noted', ben);
    const away = await ticket('Owner is on leave', lena);
    await noteNext(ben, noted, 'Call the supplier');
    await lena.call('PUT /me/availability', { body: { state: 'on-leave', until: clock.iso(9 * 24 * 3600_000) } });
    const night = await ticket('Of the night shift', eva, planned.id);
    // Two processes look at the same time, then again and again.
    const swept = await Promise.all([sweepAll(house.db), sweepAll(house.db)]);
    expect(swept[0]! + swept[1]!).toBe(2);
    expect(await sweepAll(house.db)).toBe(0);
    await house.advance('30m');
    expect(await sweepAll(house.db)).toBe(0);
    const letters = await mails('handovers.sweep');
    expect(letters.filter((m) => m.to === lena.email && m.subject.includes('of Desk'))).toHaveLength(1);
    const letter = letters.find((m) => m.subject.includes('of Desk'))!.text;
    for (const said of ['Nobody took it', 'Owner is on leave', 'Key does not fit']) expect(letter).toContain(said);
    // Maya and Ben are there tomorrow; Noted says what comes next.
    for (const not of ['Noted', 'Boiler is cold']) expect(letter).not.toContain(not);
    const sheet = (await ben.call('GET /handoff-sheet', { query: { teamId: desk.id } })).body.lines.filter((l: { section: string }) => l.section === 'overnight');
    expect(sheet.map((l: { ticket: { id: string } }) => l.ticket.id)).toEqual(expect.arrayContaining([free, away]));
    // Eva is on duty tonight.
    expect((await lena.call('GET /handoff-sheet', { query: { teamId: planned.id } })).body.lines.filter((l: { section: string; ticket: { id: string } }) => l.section === 'overnight').map((l: { ticket: { id: string } }) => l.ticket.id)).not.toContain(night);
    // Somebody who sees to it takes it off the sheet.
    await noteNext(ben, free, 'Order the part');
    const now = (await ben.call('GET /handoff-sheet', { query: { teamId: desk.id } })).body.lines.filter((l: { section: string }) => l.section === 'overnight');
    expect(now.map((l: { ticket: { id: string } }) => l.ticket.id)).not.toContain(free);
    await goTo(house, 4, '17:01', 'Europe/Berlin');
    expect(await sweepAll(house.db)).toBe(2);
    expect((await mails('handovers.sweep')).filter((m) => m.to === lena.email && m.subject.includes('of Desk'))).toHaveLength(2);
  });

  test('a team that turned it off is left alone', async () => {
    await lena.call('PUT /handover-settings', { body: { teamId: desk.id, sweep: false } });
    await goTo(house, 5, '17:05', 'Europe/Berlin');
    expect(await sweepAll(house.db)).toBe(1);
  });
});

describe('shifts over midnight, and a gentle beginning', () => {
  test('a shift over midnight is one shift, also in the night in which the clocks change', async () => {
    await goTo(house, 6, '23:30', 'Europe/Berlin');
    const end = await eva.call('GET /shift/end');
    expect([end.body.span.startsAt, end.body.span.endsAt].map(atBerlin)).toEqual(['Sat 22:00', 'Sun 06:00']);
    expect(end.body.next.startsAt).toBe(new Date(Date.parse(end.body.span.startsAt as string) + 24 * 3600_000).toISOString());
  });

  test('where a team says so, no more than a few new tickets at the beginning of a shift', async () => {
    const why = async () => (await mayBeGiven(house.db, system('test'), [eva.id], { teamId: planned.id })).get(eva.id)!;
    expect((await lena.call('PUT /handover-settings', { body: { teamId: planned.id, easeInMinutes: 60, easeInTickets: 2 } })).status).toBe(200);
    await goTo(house, 7, '22:10', 'Europe/Berlin');
    expect((await eva.call('GET /shift/start')).body.easeIn).toMatchObject({ tickets: 2 });
    expect((await why()).ok).toBe(true);
    await ticket('Waits in the queue', null, planned.id);
    expect((await eva.call('POST /queue/next', { body: { id: newId() } })).status).toBe(200);
    await ticket('New', eva, planned.id);
    expect((await eva.call('GET /shift/start')).body.held).toBe(true);
    expect(await why()).toMatchObject({ ok: false, why: { code: 'limit', say: expect.stringContaining('shift has just begun') as string } });
    await house.advance('55m');
    expect((await why()).ok).toBe(true);
    expect((await eva.call('GET /shift/start')).body.easeIn).toBeNull();
  });
});

describe('following the sun', () => {
  const utc = (t: string) => `${t.slice(0, 10)} ${t.slice(11, 16)}`;
  test('three teams in three zones, by their hours: also in the weeks in which one has changed its clocks and the other has not, and over a weekend', async () => {
    const admin = await person(house, { role: 'admin' });
    const place = async (name: string, zone: string) => {
      const { id } = await makeTeam(house, name);
      const day = [{ from: '08:00', to: '17:00' }];
      const calendarId = newId();
      await calendarTables(house.db).insertInto('calendars').values({ id: calendarId, name, zone, always: false, week: JSON.stringify([day, day, day, day, day, [], []]), standard: false, made_at: new Date(0) }).execute();
      expect((await admin.call('PUT /teams/:id/calendar', { params: { id }, body: { calendarId } })).status).toBe(200);
      return id;
    };
    const [sydney, berlin, denver] = [await place('Sydney', 'Australia/Sydney'), await place('Berlin', 'Europe/Berlin'), await place('Denver', 'America/Denver')];
    const next = async (team: string, at: string) => { const { span } = await takeover(house.db, team, at); return [utc(span.startsAt), utc(span.endsAt), span.by]; };
    // Sydney closes 17:00 (06:00 UTC in its summer); Berlin opens at eight: 07:00 UTC in winter, 06:00 in summer.
    expect(await next(berlin, '2027-03-24T06:00:00.000Z')).toEqual(['2027-03-24 07:00', '2027-03-24 16:00', 'hours']);
    expect(await next(berlin, '2027-03-30T06:00:00.000Z')).toEqual(['2027-03-30 06:00', '2027-03-30 15:00', 'hours']);
    // Berlin closes while Denver, which changed its clocks two weeks earlier, is open already: an overlap.
    expect(await next(denver, '2027-03-24T16:00:00.000Z')).toEqual(['2027-03-24 16:00', '2027-03-24 23:00', 'hours']);
    // Denver closes on Friday, a Saturday morning in Sydney: Monday there is Sunday night here.
    expect(await next(sydney, '2027-03-26T23:00:00.000Z')).toEqual(['2027-03-28 21:00', '2027-03-29 06:00', 'hours']);
  });

  test('by the rota: whoever is on shift when one ends takes over, in a week in which only one side has changed its clocks; a night in which the clocks change is one shift', async () => {
    const team = await makeTeam(house, 'Around the clock');
    const [day, west, night] = [await person(house, { teams: [team] }), await person(house, { teams: [team] }), await person(house, { teams: [team] })];
    await dailyShift(house, { teamId: team.id, person: day, starts: '06:00', ends: '14:00', zone: 'Europe/Berlin' });
    await dailyShift(house, { teamId: team.id, person: west, starts: '08:00', ends: '16:00', zone: 'America/New_York' });
    await dailyShift(house, { teamId: team.id, person: night, starts: '22:00', ends: '06:00', zone: 'Europe/Berlin' });
    const next = async (at: string) => { const { people, span } = await takeover(house.db, team.id, at); return [people.map((id) => (id === day.id ? 'day' : id === west.id ? 'west' : 'night')).join(), utc(span.startsAt), utc(span.endsAt)]; };
    // 14:00 in Berlin is 09:00 in New York in those weeks, else 08:00.
    expect(await next('2027-03-24T13:00:00.000Z')).toEqual(['west', '2027-03-24 13:00', '2027-03-24 20:00']);
    expect(await next('2027-03-30T12:00:00.000Z')).toEqual(['west', '2027-03-30 12:00', '2027-03-30 20:00']);
    // 16:00 in New York: the night in Berlin begins an hour later than usual, or at once. That of 27 March has an hour less.
    expect(await next('2027-03-24T20:00:00.000Z')).toEqual(['night', '2027-03-24 21:00', '2027-03-25 05:00']);
    expect(await next('2027-03-27T20:00:00.000Z')).toEqual(['night', '2027-03-27 21:00', '2027-03-28 04:00']);
    expect(await next('2027-03-28T04:00:00.000Z')).toEqual(['day', '2027-03-28 04:00', '2027-03-28 12:00']);
  });
});
