import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { calendarById, calendarOf, firstId, holidayNames, openHours } from './queries.ts';
import { isOpen } from './rules.ts';
import { tables } from './tables.ts';

let house: TestHouse;
let billing: { id: string };
let tech: { id: string };
let admin: TestPerson;
let lead: TestPerson;
let agent: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  [billing, tech] = [await makeTeam(house, 'Billing'), await makeTeam(house, 'Tech')];
  admin = await person(house, { role: 'admin', zone: 'Europe/Berlin' });
  lead = await person(house, { role: 'lead', teams: [{ id: billing.id, lead: true }] });
  agent = await person(house, { teams: [billing] });
});
afterAll(() => house.close());

const nine = [{ from: '09:00', to: '17:00' }];
const week = [nine, nine, nine, nine, nine, [], []];
const hours = { zone: 'Europe/Berlin', week };
const make = (by: TestPerson, more: object) => by.call('POST /calendars', { body: { id: newId(), name: `Calendar ${newId()}`, ...hours, ...more } });
const list = async (by: TestPerson) => (await by.call('GET /calendars')).body as { id: string; name: string; teams: string[]; words: string[]; standard: boolean; may: { change: boolean }; version: number }[];

test('a desk begins with business hours in the zone of its first admin, for every team', async () => {
  expect(await list(agent)).toMatchObject([{ id: firstId, zone: 'Europe/Berlin', standard: true, words: ['Mon-Fri 9-17'], teams: expect.arrayContaining([billing.id, tech.id]), may: { change: false } }]);
  expect(await calendarOf(house.db, billing.id)).toMatchObject({ id: firstId });
  expect(await calendarOf(house.db, null)).toMatchObject({ id: firstId });
});

test('it can be changed, and others hear of it; who saw an older one is told', async () => {
  const change = (version: number, name: string) => admin.call('PUT /calendars/:id', { params: { id: firstId }, body: { ...hours, name, version, week: [nine, nine, nine, nine, [{ from: '09:00', to: '15:00' }], [], []] } });
  const heard = await heardBy(house, agent.actor, () => change(0, 'Office'));
  expect(heard.map((f) => f.name)).toEqual(['calendars.changed']);
  expect((await list(agent))[0]).toMatchObject({ name: 'Office', words: ['Mon-Thu 9-17', 'Fri 9-15'], version: 2 });
  expect((await change(1, 'Mine')).body).toMatchObject({ code: 'calendars.changed', data: { calendar: { name: 'Office' } } });
});

test('what a closed day is called: a holiday of the place, a day of its own; open in spite of a holiday it is none', async () => {
  const year = new Date().getUTCFullYear();
  const day = (md: string) => `${year}-${md}`;
  const nameOn = await holidayNames(house.db, { ...hours, always: false, holidays: { country: 'DE', state: 'BE', region: null, bank: false }, days: [{ date: '12-24', name: 'We are at home', open: [] }, { date: day('12-26'), name: '', open: nine }, { date: day('07-14'), name: '', open: [] }] });
  expect(['12-24', '12-25', '12-26', '12-28', '07-14'].map((md) => nameOn(day(md)))).toEqual(['We are at home', 'Christmas Day', null, null, 'Closed']);
});

test('leads make calendars for their own teams, admins for the workspace; others for nobody', async () => {
  expect((await make(lead, { teamId: billing.id, name: 'Billing hours' })).body).toMatchObject({ name: 'Billing hours', may: { change: true } });
  expect((await make(lead, {})).body.code).toBe('request.forbidden');
  expect((await make(lead, { teamId: tech.id })).body.code).toBe('request.forbidden');
  expect((await make(agent, { teamId: billing.id })).body.code).toBe('request.forbidden');
  expect((await make(admin, { name: 'billing HOURS' })).body.code).toBe('calendars.name-taken');
  const own = (await list(lead)).find((c) => c.name === 'Billing hours')!;
  const put = (by: TestPerson, team: string, calendarId: string | null) => by.call('PUT /teams/:id/calendar', { params: { id: team }, body: { calendarId } });
  expect((await put(lead, tech.id, own.id)).body.code).toBe('request.forbidden');
  expect((await put(admin, tech.id, own.id)).body.code).toBe('calendars.not-for-team');
  expect((await put(lead, billing.id, own.id)).status).toBe(200);
  expect(await calendarOf(house.db, billing.id)).toMatchObject({ id: own.id });
  expect(await calendarOf(house.db, tech.id)).toMatchObject({ id: firstId });
  expect((await lead.call('PUT /calendars/:id', { params: { id: firstId }, body: { ...hours, name: 'x', version: 2 } })).body.code).toBe('request.forbidden');
  expect((await admin.call('PUT /calendars/:id/standard', { params: { id: own.id } })).body.code).toBe('calendars.not-for-team');
  expect((await lead.call('DELETE /calendars/:id', { params: { id: own.id } })).status).toBe(200);
  expect(await calendarOf(house.db, billing.id)).toMatchObject({ id: firstId });
  expect(await calendarById(house.db, own.id)).toMatchObject({ name: 'Billing hours' });
});

test('another one becomes the standard; the standard one stays', async () => {
  const { id } = (await make(admin, { name: 'All day', always: true })).body;
  expect((await admin.call('PUT /calendars/:id/standard', { params: { id } })).status).toBe(200);
  expect(await calendarOf(house.db, tech.id)).toMatchObject({ id, always: true });
  expect((await list(agent)).map((c) => [c.standard, c.words[0]])).toEqual([[true, 'Open all day, every day'], [false, 'Mon-Thu 9-17']]);
  expect((await admin.call('DELETE /calendars/:id', { params: { id } })).body.code).toBe('calendars.is-standard');
  expect((await admin.call('PUT /calendars/:id/standard', { params: { id: firstId } })).status).toBe(200);
});

test('a calendar of a closed team is nobody else’s business', async () => {
  const closed = await makeTeam(house, 'Board', { visibility: 'closed' });
  const { id } = (await make(admin, { teamId: closed.id, name: 'Board hours' })).body;
  expect((await list(agent)).map((c) => c.id)).not.toContain(id);
  expect((await lead.call('PUT /calendars/:id', { params: { id }, body: { ...hours, name: 'x', version: 1 } })).status).toBe(404);
  expect((await lead.call('PUT /teams/:id/calendar', { params: { id: billing.id }, body: { calendarId: id } })).status).toBe(404);
  expect((await lead.call('PUT /teams/:id/calendar', { params: { id: closed.id }, body: { calendarId: null } })).status).toBe(404);
});

test.each([
  ['hours that never come', { week: [[], [], [], [], [], [], []] }, 'calendars.never-open'],
  ['a zone that is none', { zone: 'Europe/Atlantis' }, 'calendars.unknown-zone'],
  ['a place that is none', { holidays: { country: 'ZZ' } }, 'calendars.unknown-place'],
  ['a state of another country', { holidays: { country: 'DE', state: 'CA' } }, 'calendars.unknown-place'],
  ['a span of no length', { week: [[{ from: '09:00', to: '09:00' }], [], [], [], [], [], []] }, 'request.invalid'],
  ['a day that is none', { days: [{ date: '2027-13-01' }] }, 'request.invalid'],
  ['eight days', { week: [...week, nine] }, 'request.invalid'],
])('%s are refused', async (_what, body, code) => expect((await make(admin, body)).body.code).toBe(code));

test('holidays of a place close it; they are worked out once', async () => {
  // A place that no other test asks for: its years are known to the whole process then.
  const { id } = (await make(admin, { name: 'Schwerin', holidays: { country: 'DE', state: 'MV' } })).body;
  const open = await openHours(house.db, await calendarById(house.db, id));
  const year = new Date().getFullYear() + 1;
  const at = (day: string) => isOpen(open, Date.parse(`${year}-${day}T10:00:00Z`));
  // Women's day is kept there and not in all of Germany.
  const weekday = (day: string) => ![0, 6].includes(new Date(`${year}-${day}`).getUTCDay());
  if (weekday('03-08')) expect(at('03-08')).toBe(false);
  if (weekday('01-01')) expect(at('01-01')).toBe(false);
  const kept = await tables(house.db).selectFrom('calendar_holidays').select(['place', 'year', 'days']).where('place', '=', 'DE-MV').orderBy('year').execute();
  expect(kept).toHaveLength(6);
  expect(JSON.stringify(kept[0]!.days)).toContain('-03-08');
});

test('a preview says in words what a calendar would mean', async () => {
  const { body } = await lead.call('POST /calendar-preview', { body: { ...hours, holidays: { country: 'DE', state: 'BE' }, days: [{ date: '12-24', name: 'Christmas Eve' }], year: 2027, from: '2027-06-04T13:00:00Z' } });
  expect(body.words).toEqual(['Mon-Fri 9-17']);
  expect(body.dueWords).toBe('A 4 h target given Friday 15:00 is due Monday 11:00.');
  expect(body.due).toBe('2027-06-07T09:00:00.000Z');
  expect(body.closed.map((d: { date: string }) => d.date)).toEqual(['2027-01-01', '2027-03-08', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17', '2027-12-24']);
  expect(body.closed.at(-1)).toEqual({ date: '2027-12-24', name: 'Christmas Eve', open: [] });
  const never = await lead.call('POST /calendar-preview', { body: { ...hours, week: [[], [], [], [], [], [], []] } });
  expect(never.body).toMatchObject({ due: null, words: ['Closed every day of the week'] });
});

test('places to choose from', async () => {
  const { body } = await lead.call('GET /calendar-places', { query: { country: 'DE', state: 'BY' } });
  expect(body.countries.length).toBeGreaterThan(150);
  expect(body.states).toContainEqual({ id: 'BE', name: 'Berlin' });
  expect(body.regions.map((r: { id: string }) => r.id)).toContain('A');
});
