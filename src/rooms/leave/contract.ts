import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, id, time, words, zone } from '../../core/shapes.ts';
import { nobodyDecides, pendingAlready } from '../approvals/contract.ts';
import { notForYou, ticketRow } from '../tickets/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

/** The reserved act of going on leave. */
export const takeAct = 'leave.take';
const day = z.iso.date().describe('a day such as 2026-12-01, in the zone of the leave');
export const state = z.enum(['draft', 'asked', 'refused', 'approved', 'away', 'over', 'cancelled']).describe('draft: being cleared, nobody asked yet; away: it has begun');
const typeKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const starts = z.enum(['morning', 'midday']).describe('midday: the first day is half a day');
const ends = z.enum(['midday', 'evening']).describe('midday: the last day is half a day');
/** Days as one writes them down. */
export const days = z.object({ firstDay: day, lastDay: day, starts: starts.default('morning'), ends: ends.default('evening'), zone: zone.optional().describe('default: of the one who goes') });

export const leaveSettings = settings('leave', z.object({
  types: z.array(z.object({ key: typeKey, say: words(60) })).min(1).max(20).default([{ key: 'annual', say: 'Annual leave' }, { key: 'sick', say: 'Sick leave' }, { key: 'family', say: 'Family leave' }, { key: 'training', say: 'Training' }, { key: 'other', say: 'Other leave' }]),
  midday: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).default('12:30').describe('where half days begin and end'),
  calls: z.boolean().default(true).describe('who goes says where their calls go'),
  backHours: z.number().int().min(0).max(48).default(4).describe('so long after they are back new work is capped; 0: never'),
  backTickets: z.number().int().min(0).max(50).default(3).describe('new tickets in that time, beside what they had'),
}));

// ── Shapes ───────────────────────────────────────────────────────────────────

/** What a thing in the bin is, and so how it is cleared. */
export const itemKind = z.enum(['cover', 'claim', 'ticket', 'offered', 'note', 'promise', 'callback', 'ask', 'escalation', 'approval', 'handoff', 'calls']).describe(
  'cover: nobody stands in yet · claim: worked on without owning it · ticket: to be handed off, to wait or to be closed · offered: handed off, not accepted yet · note: stays and waits, what was checked and what comes next is to be noted · promise, callback: due while away · ask: asked of them · escalation: theirs to answer or to close · approval: waits for their yes or no · handoff: offered to them · calls: where calls go');
export const item = z.object({
  id: z.string(), kind: itemKind, clear: z.boolean(), title: z.string(), words: z.string().describe('why it is here, or why it is clear'), refId: id.nullable().describe('of the claim, promise, ask, escalation, approval or handoff'),
  byId: id.nullable().describe('who asks it of them'), ticket: ticketRow.nullable().describe('null: it is about no ticket, or you may not see it'), progress: z.object({ validation: z.string(), next: z.string(), version: z.int() }).nullable(), dueAt: time.nullable(),
}).meta({ id: 'LeaveItem' });
export const bin = z.object({ items: z.array(item), left: z.int().describe('of them not clear'), at: time }).meta({ id: 'LeaveBin' });

export const leave = z.object({
  id, personId: id, teamId: id, type: typeKey, typeSay: z.string(), zone: z.string(), firstDay: day, lastDay: day, starts, ends, from: time, until: time, coverId: id.nullable(), note: z.string(), noCalls: z.boolean(), state,
  madeBy: id, madeAt: time, approvalId: id.nullable(), answer: z.string().describe('why it was refused'), approvedBy: id.nullable(), approvedAt: time.nullable(), overrideWhy: z.string(), beganAt: time.nullable(), endedAt: time.nullable(), version: z.int(),
  may: z.object({ change: z.boolean(), ask: z.boolean(), decide: z.boolean().describe('as a lead: approve with a reason although not all is clear'), alone: z.boolean().describe('your own, as an admin beside whom nobody could decide: approve it with a reason'), cancel: z.boolean(), back: z.boolean().describe('come back now') }),
}).meta({ id: 'Leave' });
const whole = z.object({ leave, bin, diversion: z.object({ from: time, until: time, toPersonId: id.nullable(), number: z.string() }).nullable() });

/** Who is away when: for everybody. What kind of leave and its note are for the one who goes and their leads. */
export const away = z.object({ id, personId: id, from: time, until: time, coverId: id.nullable(), state, typeSay: z.string().nullable() }).meta({ id: 'Away' });
export const request = z.object({ leave, left: z.int().nullable().describe('things that are not clear; null: it is approved and begins later than in four weeks') });
export const covering = z.object({ leaveId: id, personId: id, until: time, lead: z.boolean().describe('you lead them, and nobody stands in'), tickets: z.array(z.object({ ticket: ticketRow, words: z.string() })) }).meta({ id: 'Covering' });

export const digest = z.object({
  leave,
  mine: z.array(z.object({ ticket: ticketRow, messages: z.int().describe('from customers since'), replies: z.int().describe('of teammates since'), notes: z.int() })).describe('what is still yours'),
  others: z.array(z.object({ ticket: ticketRow, how: z.enum(['handed-off', 'taken-over', 'closed']), ownerId: id.nullable() })).describe('what others saw to for you, and what is closed'),
  cover: z.object({ personId: id, replies: z.int(), notes: z.int(), closed: z.int() }).nullable(),
  asks: z.array(z.object({ ticketId: id, number: z.int(), subject: z.string(), state: z.string(), askedById: id, doneById: id.nullable(), noteId: id })).describe('what was asked of you meanwhile'),
}).meta({ id: 'LeaveDigest' });

// ── Refusals ─────────────────────────────────────────────────────────────────

export const notClear = refusal('leave.not-clear', 409, 'Not everything is clear yet. Work off what is left, or a lead approves it as it is and says why.', z.object({ leaveId: id, left: z.int(), items: z.array(item) }));
export const daysWrong = refusal('leave.days', 422, 'Choose days that are not over yet: the last one not before the first, within two years, and at least half a day.');
export const overlaps = refusal('leave.overlaps', 409, 'There is leave in this time already. Change that one, or choose other days.', z.object({ firstDay: day, lastDay: day }));
export const typeUnknown = refusal('leave.type-unknown', 422, 'Choose one of the kinds of leave of this workspace.');
export const coverWrong = refusal('leave.cover', 422, 'This teammate cannot stand in: they do not work tickets of your teams, are you, or have left. Choose somebody else.');
export const noTeam = refusal('leave.no-team', 422, 'They are in no team, so that nobody could decide. Add them to a team first.');
export const wrongState = refusal('leave.state', 409, 'This leave is in another state by now. Look at it again.', z.object({ state }));
export const notYours = refusal('leave.not-yours', 403, 'Leave is changed by the one who goes and by who leads them; a lead decides, about their own only where nobody else could.');
export const askedAlready = refusal('leave.asked', 409, 'These days are asked for already. Refuse them and say which would do, or let the one who asked take the request back.');
export const isLeave = refusal('leave.is-leave', 409, 'This absence is leave. End the leave itself under Team → Leave: then its cover, the calls and the mails know as well.', z.object({ leaveId: id }));
export const notCover = refusal('leave.not-cover', 403, 'Whoever stands in for somebody who is away takes over what they left. You do not stand in for the owner of this ticket.');
const making = [daysWrong, overlaps, typeUnknown, coverWrong, noTeam, notYours] as const;

// ── Facts: ids only ──────────────────────────────────────────────────────────

/** Something about a leave is another: to the one who goes, their leads, who stands in, and the admins. */
export const LeaveChanged = fact('leave.changed', 'person', z.object({ leaveId: id, personId: id, state }), { shown: false });
/** Who is away when is another: for everybody. */
export const AwayChanged = fact('leave.away-changed', 'person', z.object({ leaveId: id, personId: id, state, from: time, until: time, coverId: id.nullable() }), { shown: false });
export const SettingsChanged = fact('leave.settings-changed', 'settings', z.object({}), { shown: false });

// ── Endpoints ────────────────────────────────────────────────────────────────

const example = '0198c0de-0000-7000-8000-000000000001';
const form = days.extend({ id, type: typeKey, coverId: id.nullable().default(null), note: words(500, 0).default('') });
const formExample = { id: example, type: 'annual', firstDay: '2026-12-21', lastDay: '2027-01-02', coverId: example };
const reason = words(1000).describe('said to who decides, and kept');
const version = z.int().positive().optional();

export const leaves = {
  mine: endpoint('GET /leave/mine', { summary: 'Your leave: ahead, now, and of the last year', door: 'agent', output: z.object({ items: z.array(leave) }) }),
  calendar: endpoint('GET /leave/calendar', { summary: 'Who is away when', door: 'teammate', query: z.object({ from: time, until: time }), output: z.object({ items: z.array(away) }) }),
  requests: endpoint('GET /leave/requests', { summary: 'Leave of people you lead: asked for, approved and running', door: 'lead', output: z.object({ items: z.array(request) }) }),
  show: endpoint('GET /leave/:id', { summary: 'A leave, and what has to be clear before it: yours, or of somebody you lead', door: 'agent', params: byId, output: whole }),
  make: endpoint('POST /leave', { summary: 'Begin a request for leave: what has to be clear is listed', door: 'agent', body: form, output: whole, refusals: making, example: { body: formExample } }),
  makeFor: endpoint('POST /people/:id/leave', { summary: 'Put somebody you lead on leave at once, such as somebody who is ill; what is left to clear is yours', door: 'lead', params: byId, body: form, output: whole, refusals: making }),
  change: endpoint('PATCH /leave/:id', {
    summary: 'Other days, cover or note. Once approved, the one who goes shortens it alone; longer needs a lead’s yes (`approvals.needed`).', door: 'agent', params: byId,
    body: days.omit({ zone: true }).extend({ type: typeKey, coverId: id.nullable(), note: words(500, 0), noCalls: z.boolean() }).partial().extend({ version }), output: whole, refusals: [...making, wrongState, askedAlready],
  }),
  ask: endpoint('POST /leave/:id/ask', { summary: 'Ask for it. A lead approves it once everything is clear.', door: 'agent', params: byId, body: z.object({ id, reason: words(1000, 0).default('') }), output: whole, refusals: [wrongState, notYours, daysWrong, notClear, overlaps, pendingAlready, nobodyDecides] }),
  override: endpoint('POST /leave/:id/override', { summary: 'As a lead, approve it although not everything is clear, and say why; as an admin beside whom nobody could decide, one’s own', door: 'lead', params: byId, body: z.object({ reason }), output: whole, refusals: [wrongState, notYours, daysWrong, overlaps] }),
  cancel: endpoint('POST /leave/:id/cancel', { summary: 'It is not taken', door: 'agent', params: byId, output: whole, refusals: [wrongState, askedAlready] }),
  back: endpoint('POST /leave/:id/back', { summary: 'They are back: it ends now', door: 'agent', params: byId, output: whole, refusals: [wrongState, notYours] }),
  divert: endpoint('POST /leave/:id/divert', { summary: 'Send their calls to who stands in, for the time of the leave', door: 'agent', params: byId, output: whole, refusals: [wrongState, notYours, coverWrong] }),
  digest: endpoint('GET /leave/:id/digest', { summary: 'What happened meanwhile', door: 'agent', params: byId, output: digest }),
  bin: endpoint('GET /people/:id/bin', { summary: 'All that is somebody’s, to be cleared before they leave for good', door: 'lead', params: byId, output: z.object({ bin }) }),
  covering: endpoint('GET /leave/covering', { summary: 'Open tickets of those you stand in for; as a lead, of those nobody stands in for', door: 'teammate', output: z.object({ items: z.array(covering) }) }),
  takeOver: endpoint('POST /tickets/:id/take-over', { summary: 'Become the owner of a ticket of somebody you stand in for', door: 'agent', params: byId, output: z.object({ ticket: ticketRow }), refusals: [notCover, notForYou] }),
  settings: endpoint('GET /leave-settings', { summary: 'Kinds of leave, half days, and how coming back is eased', door: 'agent', output: leaveSettings.schema }),
  changeSettings: endpoint('PUT /leave-settings', { summary: 'Change them', door: 'admin', body: leaveSettings.schema.partial(), output: leaveSettings.schema }),
} as const;
