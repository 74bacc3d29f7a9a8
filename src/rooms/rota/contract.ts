import { z } from 'zod';
import { endpoint, fact, gate, refusal, settings } from '../../core/contract.ts';
import { byId, id, ok, own, time, words, zone } from '../../core/shapes.ts';
import { needed, nobodyDecides, pendingAlready } from '../approvals/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/).refine((d) => !Number.isNaN(Date.parse(`${d}T00:00:00Z`)) && new Date(`${d}T00:00:00Z`).toISOString().startsWith(d), 'is no day').meta({ description: 'a day, YYYY-MM-DD', example: '2026-12-07' });
const daily = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).meta({ description: 'time of day on the clocks of the zone', example: '09:00' });

const pattern = {
  name: words(40, 0).default('').describe('such as "Early"'), zone, starts: daily, ends: daily.describe('not later than `starts`: on the next day'),
  days: z.array(z.int().min(1).max(7)).min(1).max(7).transform((all) => [...new Set(all)].sort((a, b) => a - b)).describe('1 Monday to 7 Sunday'),
  everyWeeks: z.int().min(1).max(52).default(1).describe('counted from the week of the first day'), firstDay: day, lastDay: day.nullable().default(null),
};
/** A shift that repeats. */
export const shift = z.object({ id, teamId: id, personId: id, ...pattern, days: z.array(z.int()) }).meta({ id: 'RotaShift' });
/** One time that somebody works. */
export const worked = z.object({
  id: id.describe('of this day of the shift, always the same'), shiftId: id, day: day.describe('of the shift, also where it was moved'), onDay: day.describe('the day it is on, on the clocks of its zone'), teamId: id, personId: id, ofId: id.describe('whose it is by the shift'),
  name: z.string(), zone, startsAt: time, endsAt: time, changed: z.boolean().describe('differs on this day'),
}).meta({ id: 'WorkedShift' });
/** Before somebody ends an absence by hand: what it comes from may be the place to end it. */
export const mayEndAbsence = gate<{ readonly absenceId: string }>()('rota.may-end-absence');

export const absence = z.object({ id, personId: id, from: time, until: time, why: z.string().describe('empty for who neither wrote it nor leads the team') }).meta({ id: 'Absence' });
export const swapState = z.enum(['asked', 'agreed', 'done', 'declined', 'refused', 'withdrawn', 'over']).describe('asked: the teammate decides; agreed: a lead decides; over: the shift began before anybody decided');
export const swap = z.object({
  id, teamId: id, giverId: id, takerId: id, state: swapState, note: z.string(), madeAt: time, gives: worked.nullable().describe('null: it is no longer worked'), back: worked.nullable().describe('what the giver gets for it; null: nothing'), hasBack: z.boolean(),
  may: z.object({ answer: z.boolean(), withdraw: z.boolean() }),
}).meta({ id: 'ShiftSwap' });
export const coveredHour = z.object({
  at: time.describe('begin of the hour'), there: z.int().describe('people on shift for at least half of it'), expected: z.number().describe('tickets that come in on average'),
  level: z.enum(['closed', 'good', 'thin', 'gap']).describe('thin: more comes than those on shift handle; gap: nobody is on shift while the team is open or tickets come in'),
});

/** A day on which the team's calendar is closed, whatever its week says. */
export const restDay = z.object({ name: z.string(), from: time, until: time, basis: z.enum(['holidays', 'calmest']).describe('what is expected on it by: former holidays of the last year, or for want of those the calmest weekday') });

export const rotaSettings = settings('rota', z.object({
  ticketsPerHour: z.number().min(0.5).max(60).default(4).describe('new tickets one person handles in an hour; with more, an hour is thin'),
}));

// ── Refusals and facts ───────────────────────────────────────────────────────

export const unknownZone = refusal('rota.unknown-zone', 422, 'This time zone is not known. Choose one from the list.');
export const sameTimes = refusal('rota.same-times', 422, 'A shift ends at another time than it starts.');
export const daysOrder = refusal('rota.days-order', 422, 'The last day lies before the first. Choose a later one.');
export const notMember = refusal('rota.not-member', 422, 'This teammate is not in the team, or left. Choose somebody of the team.');
export const changedSince = refusal('rota.changed-since', 409, 'The rota was changed again since, so this is not taken back. Look at it, then change it by hand.');
export const fromOrder = refusal('rota.from-order', 422, 'The shift is no longer worked on that day, or would end before it. Choose a day on which it is worked.');
export const noSuchDay = refusal('rota.no-such-day', 422, 'The shift is not worked on this day.');
export const absenceNotAhead = refusal('rota.absence-order', 422, 'An absence ends after it begins.');
export const swapNotYours = refusal('rota.swap-not-yours', 403, 'You swap your own shifts. Ask a lead to change those of others.');
export const swapOpen = refusal('rota.swap-open', 409, 'Somebody was asked about this shift already. Withdraw that first.');
export const swapEnded = refusal('rota.swap-ended', 409, 'This was decided, withdrawn, or the shift has begun.', z.object({ state: swapState }));
export const swapChanged = refusal('rota.swap-changed', 409, 'The shifts are no longer what was agreed on: one of them changed hands, moved or is gone. Ask anew.');
export const swapAbsent = refusal('rota.swap-absent', 409, 'Who would take the shift is absent at that time. Choose another shift, or somebody else.', z.object({ personId: id }));
export const swapOverlaps = refusal('rota.swap-overlaps', 409, 'They would work two shifts at once.', z.object({ personId: id }));

const quiet = { shown: false };
const edge = z.object({ shiftId: id.describe('of this day of the shift, always the same'), personId: id, teamId: id, startsAt: time, endsAt: time });
/** A shift of somebody began or is over: said once for each, to them and their team. */
export const ShiftStarted = fact('rota.shift-started', 'person', edge, quiet);
export const ShiftEnded = fact('rota.shift-ended', 'person', edge, quiet);
/** Somebody is absent, or not any more; without the reason. */
export const AbsenceChanged = fact('rota.absence-changed', 'person', z.object({ absenceId: id, personId: id, from: time, until: time, over: z.boolean() }), quiet);
/** Shifts of a team changed: what is shown of its rota is old. `day`: on that day alone. */
export const RotaChanged = fact('rota.changed', 'team', z.object({ shiftId: id, personIds: z.array(id), day: day.nullable(), what: z.enum(['added', 'changed', 'ended', 'day-changed', 'swapped', 'settings']) }), quiet);
/** To both, and to the team. */
export const SwapMoved = fact('rota.swap-moved', 'swap', z.object({ swapId: id, teamId: id, giverId: id, takerId: id, state: swapState }), quiet);
export const FeedRenewed = fact('rota.feed-renewed', 'person', z.object({ on: z.boolean() }), quiet);

// ── Endpoints ────────────────────────────────────────────────────────────────

const example = '0198c0de-0000-7000-8000-000000000001';
const window = z.object({ teamId: id, from: time, until: time }).refine((w) => Date.parse(w.until) > Date.parse(w.from) && Date.parse(w.until) - Date.parse(w.from) <= 35 * 24 * 3600_000, 'at most 35 days');
const ruling = [unknownZone, sameTimes, daysOrder, notMember] as const;
const byDay = z.object({ id, day });
const feed = z.object({ url: z.string().nullable().describe('null: there is none'), readAt: time.nullable().describe('when a calendar last read it') });
const settled = rotaSettings.schema.extend({ own });

export const rota = {
  week: endpoint('GET /rota', {
    summary: "A team's rota in a stretch of time: who works when, who is absent, and the shifts behind it", door: 'teammate', query: window,
    output: z.object({
      items: z.array(worked), open: z.array(worked).describe('open shifts: as whose they are left the team'), absences: z.array(absence), shifts: z.array(shift).describe('that may be worked in this time'),
      begun: z.boolean().describe('whether this team has any shift, at whatever time'), may: z.object({ edit: z.boolean() }),
    }),
  }),
  coverage: endpoint('GET /rota/coverage', {
    summary: 'Hour by hour: how many are on shift, beside how many tickets come in on average at that hour of the weekday (the last eight weeks); on holidays of the team’s calendar, as on former ones', door: 'teammate', query: window,
    output: z.object({ hours: z.array(coveredHour).describe('from the begin of the stretch on'), holidays: z.array(restDay), weeks: z.int().describe('how many weeks the average is of'), ticketsPerHour: z.number() }),
  }),
  mine: endpoint('GET /me/shifts', { summary: 'Your own shifts: the one you are in, and the next ones of four weeks', door: 'teammate', output: z.object({ now: worked.nullable(), next: z.array(worked) }) }),

  add: endpoint('POST /rota/shifts', {
    summary: 'Add a shift to the rota of a team you lead', door: 'lead', body: z.object({ id, teamId: id, personId: id, ...pattern }), output: shift, refusals: ruling,
    example: { body: { id: example, teamId: example, personId: example, name: 'Early', zone: 'Europe/Berlin', starts: '06:00', ends: '14:00', days: [1, 2, 3, 4, 5], everyWeeks: 2, firstDay: '2026-12-07', lastDay: null } },
  }),
  change: endpoint('PUT /rota/shifts/:id', {
    summary: 'Change a shift, or give it to somebody else: all of it, or (`from`) from a day on, when what was before stays as it was and the answer is the shift that goes on', door: 'lead', params: byId,
    body: z.object({ personId: id, ...pattern, from: day.nullable().default(null) }), output: shift, refusals: [...ruling, fromOrder],
  }),
  end: endpoint('POST /rota/shifts/:id/end', { summary: 'End a shift: it is worked for the last time before a day, or (null) taken out as a whole', door: 'lead', params: byId, body: z.object({ before: day.nullable() }), output: ok }),
  resume: endpoint('POST /rota/shifts/:id/resume', { summary: 'A shift that was ended or taken out goes on, with the days that differed: until a last day, or (null) without end', door: 'lead', params: byId, body: z.object({ lastDay: day.nullable() }), output: shift, refusals: [daysOrder, notMember] }),
  rejoin: endpoint('POST /rota/shifts/:id/rejoin', {
    summary: 'Take a change from a day on back: this shift, which went on from there, is none any more, and the one `before` goes on until its former last day, as long as neither was changed since', door: 'lead', params: byId,
    body: z.object({ before: id, lastDay: day.nullable() }), output: shift, refusals: [changedSince, daysOrder, notMember],
  }),
  changeDay: endpoint('PUT /rota/shifts/:id/days/:day', {
    summary: 'One day of a shift: dropped, given to somebody else, or at another time. null: as the shift says; what is left out stays', door: 'lead', params: byDay,
    body: z.object({ dropped: z.boolean().optional(), personId: id.nullable().optional(), onDay: day.nullable().optional(), starts: daily.nullable().optional(), ends: daily.nullable().optional() }), output: ok, refusals: [noSuchDay, notMember, sameTimes],
  }),
  restoreDay: endpoint('DELETE /rota/shifts/:id/days/:day', { summary: 'One day of a shift is as the shift says again', door: 'lead', params: byDay, output: ok }),

  swaps: endpoint('GET /rota/swaps', { summary: 'Swaps that wait: for your answer, that you asked for, and those of teams you lead', door: 'teammate', output: z.object({ items: z.array(swap) }) }),
  askSwap: endpoint('POST /rota/swaps', {
    summary: 'Offer one of your shifts to a teammate, for one of theirs or for nothing. It changes hands when they agree, and a lead does where policy says so (`rota.swap`).', door: 'teammate',
    body: z.object({ id, shiftId: id, day, takerId: id, back: z.object({ shiftId: id, day }).nullable().default(null), note: words(300, 0).default('') }), output: swap, refusals: [noSuchDay, notMember, swapNotYours, swapOpen, swapChanged, swapAbsent, swapOverlaps],
  }),
  agree: endpoint('POST /rota/swaps/:id/agree', { summary: 'Agree to a swap that was offered to you', door: 'teammate', params: byId, body: z.object({}), output: swap, refusals: [swapEnded, swapChanged, swapAbsent, swapOverlaps, needed, nobodyDecides, pendingAlready] }),
  decline: endpoint('POST /rota/swaps/:id/decline', { summary: 'Decline a swap that was offered to you', door: 'teammate', params: byId, body: z.object({}), output: swap, refusals: [swapEnded] }),
  withdraw: endpoint('POST /rota/swaps/:id/withdraw', { summary: 'Take back a swap you asked for', door: 'teammate', params: byId, body: z.object({}), output: swap, refusals: [swapEnded] }),

  addAbsence: endpoint('POST /rota/absences', { summary: 'Somebody of a team you lead is absent, whatever their shifts say', door: 'lead', body: z.object({ id, personId: id, from: time, until: time, why: words(200, 0).default('') }), output: absence, refusals: [absenceNotAhead] }),
  endAbsence: endpoint('DELETE /rota/absences/:id', { summary: 'An absence is over now, or was none', door: 'lead', params: byId, output: ok }),

  feed: endpoint('GET /me/rota-feed', { summary: 'The secret address under which calendars read your shifts', door: 'teammate', keys: false, output: feed }),
  renewFeed: endpoint('POST /me/rota-feed', { summary: 'Make that address, or a new one: the old one is dead at once', door: 'teammate', keys: false, body: z.object({}), output: feed }),
  endFeed: endpoint('DELETE /me/rota-feed', { summary: 'No calendar reads your shifts any more', door: 'teammate', keys: false, output: feed }),
  readFeed: endpoint('GET /rota-feeds/:token', {
    summary: 'A teammate’s shifts as iCalendar (RFC 5545), four weeks back and half a year ahead: for calendars, by the secret in the address. Answers 304 to a matching `If-None-Match`.', door: 'public', params: z.object({ token: z.string().max(100) }), limit: { max: 120, seconds: 60 },
  }),

  settings: endpoint('GET /rota-settings', { summary: "A team's settings of its rota, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: settled }),
  changeSettings: endpoint('PUT /rota-settings', { summary: 'Change them for a team (its leads) or the workspace (admins). null lets go of a value.', door: 'lead', keys: false, body: z.object({ teamId: id.nullable().default(null), ticketsPerHour: z.number().min(0.5).max(60).nullish() }), output: settled }),
} as const;
