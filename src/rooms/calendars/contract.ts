import { z } from 'zod';
import { endpoint, fact, refusal } from '../../core/contract.ts';
import { byId, id, ok, time, words, zone } from '../../core/shapes.ts';

// ── Shapes ───────────────────────────────────────────────────────────────────

const daily = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/).meta({ description: 'time of day, to 24:00', example: '09:00' });
/** Open from one time of day until another, which is on the next day where it is not later. Both the same: never. */
export const span = z.object({ from: daily.refine((t) => t !== '24:00', 'is the end of a day'), to: daily }).refine((s) => s.from !== s.to, 'opens and closes at the same time').meta({ id: 'Span' });
export const spans = z.array(span).max(6);
export const week = z.array(spans).length(7).describe('Monday first; a day may open several times');
const localDay = z.string().regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/).meta({ description: 'YYYY-MM-DD, or MM-DD for every year', example: '12-24' });
/** A day that differs from its week: closed where `open` is empty, else open in these spans, whatever holiday it is. */
export const ownDay = z.object({ date: localDay, name: words(80, 0).default(''), open: spans.default([]) });
const code = z.string().regex(/^[A-Za-z0-9]{1,10}$/);
/** Where holidays are kept: ISO 3166 country, then state and region as the holiday library names them. */
export const place = z.object({ country: z.string().regex(/^[A-Z]{2}$/), state: code.nullable().default(null), region: code.nullable().default(null), bank: z.boolean().default(false).describe('bank holidays too') });

export const hours = z.object({
  zone, always: z.boolean().default(false).describe('open at every hour of every day; the rest is kept and does not count'), week, holidays: place.nullable().default(null), days: z.array(ownDay).max(400).default([]),
});
export const calendar = hours.extend({
  id, name: z.string(), teamId: id.nullable().describe('null: the workspace’s, for admins to change; else for the leads of this team'), standard: z.boolean().describe('for every team that chose none'), version: z.number().int(),
}).meta({ id: 'Calendar' });

/** A calendar as settings show it: in words, who goes by it, and how it stands at this moment. */
export const listed = calendar.extend({
  words: z.array(z.string()).describe('its hours in plain words'), teams: z.array(id).describe('teams that go by it'), now: z.object({ open: z.boolean(), until: time.nullable().describe('null: for ever') }),
  may: z.object({ change: z.boolean() }),
}).meta({ id: 'ListedCalendar' });

export const closedDay = z.object({ date: z.string(), name: z.string(), open: spans });
export const preview = z.object({
  words: z.array(z.string()), year: z.number().int(), closed: z.array(closedDay).describe('days of that year on which it is closed although its week is open, or has hours of its own'),
  now: listed.shape.now, due: time.nullable().describe('when the target asked about is due; null: never, as it hardly ever opens'), dueWords: z.string(),
}).meta({ id: 'CalendarPreview' });

// ── Refusals and facts ───────────────────────────────────────────────────────

export const nameTaken = refusal('calendars.name-taken', 409, 'Another calendar has this name. Choose a different one.');
export const changedSince = refusal('calendars.changed', 409, 'Somebody changed this calendar just before you. See how it is now, then decide again.', z.object({ calendar }));
export const neverOpen = refusal('calendars.never-open', 422, 'This calendar hardly ever opens, so nothing could ever be due in it. Give it hours.');
export const unknownZone = refusal('calendars.unknown-zone', 422, 'This time zone is not known. Choose one from the list.');
export const unknownPlace = refusal('calendars.unknown-place', 422, 'No holidays are known for this place. Choose one from the list.');
export const isStandard = refusal('calendars.is-standard', 409, 'Every team that chose no calendar goes by this one. Make another one the standard first.');
export const notForTeam = refusal('calendars.not-for-team', 422, 'This calendar belongs to another team. Choose one of the workspace or of your own team.');

const quiet = { shown: false };
/** Hours of a calendar changed, it was made, or it is gone: what is due by it is worked out anew. */
export const CalendarChanged = fact('calendars.changed', 'calendar', z.object({ name: z.string(), made: z.boolean(), gone: z.boolean() }), quiet);
/** A team goes by another calendar from now on; what already runs keeps its own. */
export const TeamCalendarChosen = fact('calendars.team-chose', 'team', z.object({ calendarId: id.nullable().describe('null: the standard one') }), quiet);

// ── Endpoints ────────────────────────────────────────────────────────────────

const name = words(60);
const body = hours.extend({ name });
const option = z.object({ id: z.string(), name: z.string() });
const example = '0198c0de-0000-7000-8000-000000000001';
const nine = [{ from: '09:00', to: '17:00' }];

export const calendars = {
  list: endpoint('GET /calendars', { summary: 'Every calendar, in plain words, with the teams that go by it', door: 'teammate', output: z.array(listed) }),
  make: endpoint('POST /calendars', {
    summary: 'Make a calendar for the workspace (admins) or for a team (its leads)', door: 'lead', body: body.extend({ id, teamId: id.nullable().default(null) }), output: listed, refusals: [nameTaken, neverOpen, unknownZone, unknownPlace],
    example: { body: { id: example, name: 'Berlin office', zone: 'Europe/Berlin', week: [nine, nine, nine, nine, nine, [], []], holidays: { country: 'DE', state: 'BE' } } },
  }),
  change: endpoint('PUT /calendars/:id', { summary: 'Change a calendar. What is due by it is worked out anew.', door: 'lead', params: byId, body: body.extend({ version: z.number().int().min(0).describe('the version you saw') }), output: listed, refusals: [changedSince, nameTaken, neverOpen, unknownZone, unknownPlace] }),
  archive: endpoint('DELETE /calendars/:id', { summary: 'Take a calendar away: its teams go by the standard one from now on', door: 'lead', params: byId, output: ok, refusals: [isStandard] }),
  makeStandard: endpoint('PUT /calendars/:id/standard', { summary: 'Make a calendar of the workspace the one for every team that chose none', door: 'admin', params: byId, output: ok, refusals: [notForTeam] }),
  choose: endpoint('PUT /teams/:id/calendar', { summary: 'Choose the calendar a team goes by; null: the standard one', door: 'lead', params: byId, body: z.object({ calendarId: id.nullable() }), output: ok, refusals: [notForTeam] }),
  preview: endpoint('POST /calendar-preview', {
    summary: 'What a calendar would mean: its hours in words, the days it is closed in a year, and when a target would be due', door: 'lead',
    body: hours.extend({ year: z.number().int().min(2000).max(2100).optional(), from: time.optional().describe('when the target begins; default: the next Friday at 15:00 there'), targetMs: z.number().int().min(60_000).max(366 * 24 * 3600_000).default(4 * 3600_000) }),
    output: preview, refusals: [unknownZone, unknownPlace],
  }),
  places: endpoint('GET /calendar-places', {
    summary: 'Countries whose holidays are known, the states of one, and the regions of one of these', door: 'lead', query: z.object({ country: z.string().max(3).optional(), state: z.string().max(10).optional() }),
    output: z.object({ countries: z.array(option), states: z.array(option), regions: z.array(option) }),
  }),
} as const;
