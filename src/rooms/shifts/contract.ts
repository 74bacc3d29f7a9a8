import { z } from 'zod';
import { endpoint, fact, gate, refusal, settings } from '../../core/contract.ts';
import { byId, id, ok, own, time, words } from '../../core/shapes.ts';

export const state = z.enum(['available', 'on-a-call', 'focusing', 'in-a-meeting', 'on-a-break', 'in-training', 'offline', 'on-leave']);
export const source = z.enum(['hand', 'leave', 'call', 'shift', 'calendar', 'idle']).describe('who says so: they themselves or somebody for them, an approved leave, a call, their shift, their calendar, or that they were not seen for a while');

const standing = {
  state, stateId: id.nullable().describe('an own state of the workspace'), label: z.string().nullable().describe('its name'), away: z.boolean().describe('offline or on leave: nothing new reaches them'),
  until: time.nullable(), note: z.string(), coverId: id.nullable().describe('who stands in while they are away'), source,
};
export const availability = z.object({ personId: id, ...standing, then: z.object(standing).nullable().describe('how they will be when `until` is over, as far as is known') }).meta({ id: 'Availability' });
export const ownState = z.object({ id, name: z.string(), state }).meta({ id: 'AvailabilityState' });

/** Own values of a team; silence is the workspace's. */
export const shiftSettings = settings('shifts', z.object({
  offQueueMinutes: z.int().min(5).max(1440).default(60).describe('how long somebody may focus, meet, pause or train by their own word; longer is reserved (`shifts.off-queue`). What is said without an end lasts so long'),
  idleMinutes: z.int().min(0).max(1440).default(60).describe('who was not seen for so long counts as offline until they are back; 0: never. Of the workspace'),
}));

export const untilPast = refusal('shifts.until-not-ahead', 422, 'Choose a time that is ahead, within two years.');
export const cannotCover = refusal('shifts.cannot-cover', 422, 'This teammate cannot stand in: they are deactivated, away themselves, or do not work tickets. Choose somebody else.');
export const notYourTeam = refusal('shifts.not-your-team', 403, 'You set your own availability, and as a lead that of people in teams you lead. Ask one of their leads or an admin.');
export const stateGone = refusal('shifts.state-gone', 422, 'This state is no longer used here. Choose another one.');
export const stateTaken = refusal('shifts.state-name-taken', 409, 'There is a state of this name already. Choose a different one.');
export const calendarUnreadable = refusal('shifts.calendar-unreadable', 422, 'Your calendar could not be read at this address. Check it, then try again.', z.object({ reason: z.string() }));

/** The whole state, so that a browser needs to ask nothing. */
export const AvailabilityChanged = fact('shifts.availability-changed', 'person', availability, { shown: false });
export const StatesChanged = fact('shifts.states-changed', 'settings', z.object({ items: z.array(ownState) }), { shown: false });
export const ShiftSettingsChanged = fact('shifts.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });
/** Their own calendar was read or not, or they chose what sets their availability: to them alone. */
export const ChoicesChanged = fact('shifts.choices-changed', 'person', z.object({ trouble: z.string().nullable() }), { shown: false });

/** Asked before somebody leaves the queue for a while: rooms above say when that needs a yes. Only server code sets `via`. */
export const maySetAvailability = gate<{
  readonly personId: string; readonly teamId: string | null; readonly said: { readonly state: z.output<typeof state>; readonly stateId: string | null; readonly until: string; readonly note: string };
  readonly minutes: number; readonly limit: number; readonly via?: 'approval' | undefined;
}>()('shifts.may-set-availability');

const body = z.object({ state: state.default('available'), stateId: id.nullable().default(null).describe('an own state of the workspace: it says which `state`'), until: time.nullable().default(null), note: words(200, 0).default(''), coverId: id.nullable().default(null) });
const refusals = [untilPast, cannotCover, stateGone] as const;
const choices = z.object({
  byShift: z.boolean().describe('their shifts set it: available when one begins, offline when it is over'), byIdle: z.boolean(), idleMinutes: z.int().describe('0: the workspace does not ask for it'),
  calendar: z.object({ host: z.string(), readAt: time.nullable(), trouble: z.string().nullable().describe('why it could not be read the last time'), troubleAt: time.nullable(), busyNow: z.boolean(), nextBusyAt: time.nullable() }).nullable(),
}).meta({ id: 'AvailabilityChoices' });
const settingsOut = shiftSettings.schema.extend({ own });

export const shifts = {
  availability: endpoint('GET /availability', { summary: 'Who is not simply available now; whoever is not listed is', door: 'teammate', output: z.object({ items: z.array(availability) }) }),
  setMine: endpoint('PUT /me/availability', {
    summary: 'Say whether you can be given work now, until when, and who stands in while you are away. Off the queue for longer than your team allows is reserved: `approvals.needed`.', door: 'teammate', body, output: availability, refusals,
    example: { body: { state: 'on-leave', until: '2026-12-07T08:00:00Z', note: 'Back on Monday', coverId: '0198c0de-0000-7000-8000-000000000002' } },
  }),
  set: endpoint('PUT /people/:id/availability', { summary: 'Say it for a teammate of a team you lead, such as somebody who is ill', door: 'lead', params: byId, body, output: availability, refusals: [...refusals, notYourTeam] }),

  states: endpoint('GET /availability-states', { summary: "The workspace's own states", door: 'teammate', output: z.object({ items: z.array(ownState) }) }),
  addState: endpoint('POST /availability-states', { summary: 'Add an own state, such as "Lunch", that counts as one of the product’s', door: 'admin', body: z.object({ id, name: words(40), state }), output: ownState, refusals: [stateTaken] }),
  changeState: endpoint('PUT /availability-states/:id', { summary: 'Rename an own state, or have it count as another', door: 'admin', params: byId, body: z.object({ name: words(40), state }), output: ownState, refusals: [stateTaken] }),
  dropState: endpoint('DELETE /availability-states/:id', { summary: 'No longer use an own state; who is in it stays in it until they change it', door: 'admin', params: byId, output: ok }),

  choices: endpoint('GET /me/availability-choices', { summary: 'What sets your availability beside yourself', door: 'teammate', keys: false, output: choices }),
  choose: endpoint('PUT /me/availability-choices', { summary: 'Choose what sets your availability beside yourself', door: 'teammate', keys: false, body: z.object({ byShift: z.boolean().optional(), byIdle: z.boolean().optional() }), output: choices }),
  connectCalendar: endpoint('PUT /me/availability-calendar', {
    summary: 'Give the secret iCalendar address of your own calendar: while it shows you busy you are in a meeting. It is read at once, then every quarter of an hour; only the busy times are kept.', door: 'teammate', keys: false, transaction: false,
    body: z.object({ address: z.string().trim().min(8).max(2000) }), output: choices, refusals: [calendarUnreadable],
  }),
  dropCalendar: endpoint('DELETE /me/availability-calendar', { summary: 'No longer read your calendar', door: 'teammate', keys: false, output: choices }),

  settings: endpoint('GET /shift-settings', { summary: "A team's settings of availability, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: settingsOut }),
  changeSettings: endpoint('PUT /shift-settings', {
    summary: 'Change them for a team (its leads) or the workspace (admins). null lets go of a value: the one above holds again.', door: 'lead', keys: false,
    body: z.object({ teamId: id.nullable().default(null), offQueueMinutes: z.int().min(5).max(1440).nullish(), idleMinutes: z.int().min(0).max(1440).nullish() }), output: settingsOut,
  }),
} as const;
