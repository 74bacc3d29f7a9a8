import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../../core/contract.ts';
import { byId, id, ok, own, time, words, zone } from '../../../core/shapes.ts';
import { verifiedHow } from '../../customers/contract.ts';
import { notAhead, promise } from '../../promises/contract.ts';
import { cannotOwn, mergedAway, notForYou, rowChange, wakeTooEarly, waitingFor } from '../../tickets/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const channel = z.enum(['phone', 'text', 'chat', 'letter', 'visit']).describe('phone: a call; the others: an attempt made by hand and written down');
export const direction = z.enum(['out', 'in']);
/** `called-back`: they called us back; `sent`: of what is not a call. */
export const outcome = z.enum(['answered', 'no-answer', 'busy', 'voicemail', 'wrong-number', 'called-back', 'sent']);
export const nextStep = z.enum(['none', 'callback', 'wait', 'close', 'hand-off']);
const day = z.iso.date();
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 21:00');
const number = words(40, 0);
const notes = words(20_000, 0);
const seconds = z.int().min(0).max(86_400);

// ── Shapes ───────────────────────────────────────────────────────────────────

/** One thing read back to the customer: a date, an address, an amount. */
export const readBackLine = z.object({ id: z.string().max(40), label: words(80), value: words(300, 0), agreed: z.boolean() });

/** A call, or another attempt to reach somebody. What is said in it stays in the house. */
export const call = z.object({
  id, ticketId: id, number: z.int().describe('of the ticket'), subject: z.string(), customerName: z.string(), personId: id, channel, direction, phone: z.string().describe('the number called, or that called'),
  startedAt: time, endedAt: time.nullable().describe('null: it runs'), endedWhy: z.enum(['person', 'limit', 'left']).nullable().describe('limit: it ran for as long as a call may; left: whoever made it left'), seconds: z.int().nullable(),
  outcome: outcome.nullable(), notes: z.string(), next: nextStep.nullable(), readBack: z.array(readBackLine), wrappedAt: time.nullable().describe('null: outcome and notes are still to be said'), discardedAt: time.nullable().describe('started by mistake: nobody was called'),
  quiet: z.boolean().describe("in the customer's quiet hours"), verified: z.object({ how: verifiedHow, at: time }).nullable().describe('how the customer had been verified'), promiseId: id.nullable().describe('the callback it was made for'), endsAt: time.nullable().describe('of a running one: then it ends by itself'),
  version: z.int(), may: z.object({ change: z.boolean() }),
}).meta({ id: 'Call' });

/** Something that may be quoted: a price, a free slot. */
export const quotable = z.object({
  id, teamId: id.nullable(), ticketId: id.nullable(), kind: z.enum(['price', 'slot', 'other']), text: z.string(), source: z.string(), asOf: day, validUntil: day.nullable(), old: z.boolean().describe('no longer valid'), may: z.object({ change: z.boolean() }),
}).meta({ id: 'Quotable' });
const quotableBody = { kind: quotable.shape.kind, text: words(300), source: words(200), asOf: day, validUntil: day.nullable().default(null) };

const attempts = z.object({ channel: z.string().describe('as of messages and calls: `email`, `phone`, `text` …'), tried: z.int(), reached: z.int(), heard: z.int().describe('how often they reached us this way'), triedAt: time.nullable(), heardAt: time.nullable(), lastOutcome: outcome.nullable(), times: z.array(time).describe('the last five times we tried, newest first') });
export const contact = z.object({
  customer: z.object({ id, name: z.string(), zone: zone.nullable(), preferred: z.enum(['unknown', 'email', 'phone', 'text', 'chat']) }).nullable(),
  addresses: z.array(z.object({ id, kind: z.enum(['email', 'phone']), value: z.string(), main: z.boolean(), trouble: z.string().nullable() })),
  attempts: z.array(attempts).describe('on this ticket, the way used last first'),
  advice: z.object({ way: z.enum(['email', 'phone', 'text', 'chat']).nullable(), words: z.string() }), quiet: z.object({ from: clockTime, to: clockTime, now: z.boolean() }),
  verified: z.object({ how: verifiedHow, at: time, until: time }).nullable(), may: z.object({ call: z.boolean() }),
}).meta({ id: 'Contact' });

/** Before a call: all that one needs to know, on one card. */
export const card = z.object({
  contacts: z.array(z.object({ id, at: time, channel: z.string(), direction, words: z.string(), outcome: outcome.nullable(), personId: id.nullable() })).describe('the last ones with this customer that you may see, newest first'),
  promises: z.array(promise.pick({ id: true, text: true, dueAt: true, ownerId: true })), asks: z.array(z.string()).describe('what to ask'), quotables: z.array(quotable),
  readBack: z.array(readBackLine.omit({ agreed: true }).extend({ from: z.object({ entryId: id, at: time }).nullable().describe('where it was found') })),
}).meta({ id: 'CallCard' });

/** Why its owner cannot make a callback: they are in a call, are away, or work here or on this ticket no longer. */
const whyOffered = z.enum(['on-a-call', 'away', 'gone']);
/** A promise to call, with what the phone adds. */
export const callback = z.object({
  promise, ticket: z.object({ id, number: z.int() }).describe('where it is made: where its own was merged away, the one on which work goes on'), phone: z.string(), customerName: z.string(), zone: zone.nullable(), attendedAt: time.nullable(), attendedBy: id.nullable(),
  offer: z.object({ at: time, why: whyOffered, to: z.array(id), untaken: z.boolean(), mine: z.boolean().describe('you may take it') }).nullable(),
}).meta({ id: 'Callback' });
export const callbackTimes = z.object({
  zone: zone.nullable().describe("the customer's"), hours: z.object({ zone, words: z.array(z.string()) }).describe("the team's business hours"), open: z.array(z.object({ from: time, to: time })).describe('when it is open in the next fourteen days'),
}).meta({ id: 'CallbackTimes' });

export const diversion = z.object({ id, personId: id, from: time, until: time, toPersonId: id.nullable(), number: z.string(), note: z.string(), setBy: id, setAt: time, active: z.boolean().describe('it holds now') }).meta({ id: 'Diversion' });

const figures = { due: z.int().describe('callbacks due in this time'), onTime: z.int(), late: z.int(), missed: z.int(), calls: z.int(), answered: z.int(), minutes: z.int().describe('on the phone') };
export const report = z.object({ rows: z.array(z.object({ teamId: id, personId: id, ...figures })), teams: z.array(z.object({ teamId: id, ...figures })) }).meta({ id: 'CallReport' });
export const counted = z.enum(['due', 'onTime', 'late', 'missed', 'calls', 'answered']);
export const reportItem = z.object({ id, ticketId: id, number: z.int(), subject: z.string(), customerName: z.string(), personId: id, at: time.describe('due, or begun'), attendedAt: time.nullable(), outcome: outcome.nullable(), seconds: z.int().nullable() }).meta({ id: 'CallReportItem' });

// ── Settings ─────────────────────────────────────────────────────────────────

const rules = {
  quietFrom: clockTime, quietTo: clockTime, maxCallMinutes: z.int().min(1).max(720), graceMinutes: z.int().min(1).max(60), offerMinutes: z.int().min(1).max(60), asks: z.array(words(200)).max(20), readBack: z.array(words(80)).max(10),
};
export const phoneSettings = settings('phone', z.object({
  quietFrom: rules.quietFrom.default('21:00').describe("from then on customers are not called, in their own time zone"), quietTo: rules.quietTo.default('08:00'),
  maxCallMinutes: rules.maxCallMinutes.default(120).describe('a call that runs for so long ends by itself'),
  graceMinutes: rules.graceMinutes.default(5).describe('a callback made so long after its time still counts as on time; then it is broken'),
  offerMinutes: rules.offerMinutes.default(3).describe('a callback offered to others that nobody takes for so long is told to the leads'),
  asks: rules.asks.default(['Is now a good time to talk?', 'What would solve it for you?']).describe('what to ask, on the card before a call'),
  readBack: rules.readBack.default(['Date and time', 'Address', 'Amount']).describe('what is read back at the end of a call'),
}));

// ── Refusals ─────────────────────────────────────────────────────────────────

export const onACall = refusal('phone.on-a-call', 409, 'You are on a call already. End that one first.', z.object({ callId: id, ticketId: id, number: z.int(), customerName: z.string() }));
export const callOver = refusal('phone.call-over', 409, 'This call is over already. Reload to see how it ended.');
export const callRuns = refusal('phone.call-runs', 409, 'This call still runs. End it, then say how it went.');
export const notYourCall = refusal('phone.not-your-call', 403, 'Only the one who made a call can change what is written about it. Write a note instead.');
export const changedMeanwhile = refusal('phone.changed-meanwhile', 409, 'This was changed in another window since you opened it. Look at it, then save yours again.', z.object({ call }));
export const ticketGone = refusal('phone.ticket-gone', 409, 'This ticket went to people whose tickets you do not see. Say how the call went; what comes next is theirs.');
export const notThen = refusal('phone.not-then', 422, 'A call is written down with when it was: in the last 30 days, and over by now.');
export const wrongOutcome = refusal('phone.wrong-outcome', 422, 'That does not fit: a call is answered or not, anything else was sent or answered.');
export const offerTaken = refusal('phone.offer-taken', 409, 'Somebody took this callback already, or it was made.', z.object({ personId: id.nullable() }));
export const notOffered = refusal('phone.not-offered', 403, 'This callback is offered to others. Ask its owner to pass it on to you.');
export const diversionWhen = refusal('phone.diversion-when', 422, 'A diversion needs a start and an end after it that is ahead, within two years.');
export const diversionWhere = refusal('phone.diversion-where', 422, 'Say who takes the calls: a teammate who is here, or a number.');
export const notYourTeam = refusal('phone.not-your-team', 403, 'You set your own diversion, and as a lead those of people in teams you lead.');

// ── Facts: about the ticket unless said otherwise. They carry no words and no numbers of telephones. ──

const about = { callId: id, personId: id, channel, direction, set: rowChange };
/** The call's id is the fact's `uid`, so that the entry and the call are one. */
export const CallStarted = fact('phone.call-started', 'ticket', z.object(about));
/** Written down afterwards: a call, a text message sent by hand … Its id is the fact's `uid` too. */
export const CallLogged = fact('phone.call-logged', 'ticket', z.object({ ...about, outcome }));
const silent = { shown: false };
export const CallEnded = fact('phone.call-ended', 'ticket', z.object({ ...about, why: z.enum(['person', 'limit', 'left']), seconds: z.int() }), silent);
/** Wrapped up, or set right afterwards. What is typed before that is nobody's news. */
export const CallChanged = fact('phone.call-changed', 'ticket', z.object({ ...about, outcome: outcome.nullable(), wrapped: z.boolean() }), silent);
export const CallDiscarded = fact('phone.call-discarded', 'ticket', z.object(about), silent);
/** It was a call after all: it waits to be wrapped up. */
export const CallRestored = fact('phone.call-restored', 'ticket', z.object(about), silent);

const ofCallback = { promiseId: id, ownerId: id, dueAt: time, set: rowChange };
/** Ten and two minutes before, and when its time is there (0). */
export const CallbackSoon = fact('phone.callback-soon', 'ticket', z.object({ ...ofCallback, minutes: z.int() }), silent);
/** Its owner cannot make it now: those named may take it. */
export const CallbackOffered = fact('phone.callback-offered', 'ticket', z.object({ ...ofCallback, offerId: id, to: z.array(id), why: whyOffered }));
export const CallbackTaken = fact('phone.callback-taken', 'ticket', z.object({ ...ofCallback, offerId: id, from: id }));
/** Nobody took it in time: the leads are told, or the admins where a team has none. */
export const CallbackUntaken = fact('phone.callback-untaken', 'ticket', z.object({ ...ofCallback, offerId: id, leads: z.array(id) }));
/** Made: by a call, or somebody said so. */
export const CallbackAttended = fact('phone.callback-attended', 'ticket', z.object({ ...ofCallback, personId: id, at: time }), silent);
export const QuotablesChanged = fact('phone.quotables-changed', 'settings', z.object({ teamId: id.nullable(), ticketId: id.nullable() }), silent);
export const SettingsChanged = fact('phone.settings-changed', 'settings', z.object({ teamId: id.nullable() }), silent);
/** To the person, those who lead them, and whoever takes the calls. */
export const DiversionChanged = fact('phone.diversion-changed', 'person', z.object({ personId: id, diversionId: id, gone: z.boolean() }), silent);

// ── Endpoints ────────────────────────────────────────────────────────────────

const example = '0198c0de-0000-7000-8000-000000000001';
const ofTicket = { params: byId } as const;
const common = [mergedAway, notForYou] as const;
const span = z.object({ teamId: id.optional(), from: time.optional(), to: time.optional() });
const nextBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['none', 'close', 'hand-off']).describe('closing and handing off are done by their own endpoints') }), z.object({ kind: z.literal('callback'), id, dueAt: time, ownerId: id.optional() }),
  z.object({ kind: z.literal('wait'), for: waitingFor.default('customer'), until: time.optional(), note: words(500, 0).default('') }),
]);

export const phone = {
  contact: endpoint('GET /tickets/:id/contact', { ...ofTicket, summary: 'How to reach the customer of a ticket: what they prefer, what was tried, whether it is quiet hours there', door: 'teammate', output: contact }),
  card: endpoint('GET /tickets/:id/call-card', { ...ofTicket, summary: 'What to know before a call', door: 'teammate', output: card }),
  ofTicket: endpoint('GET /tickets/:id/calls', { ...ofTicket, summary: 'Calls and other attempts on a ticket, newest first, 200 at most', door: 'teammate', output: z.array(call) }),
  live: endpoint('GET /calls/live', { summary: 'The call you are on, or the last that you have not said the outcome of', door: 'teammate', output: z.object({ call: call.nullable() }) }),
  start: endpoint('POST /tickets/:id/calls/start', {
    ...ofTicket, summary: 'Begin a call: its timer runs until it is ended, in all your browsers; others see that you are on a call. A callback of this ticket that is about due counts as made.', door: 'agent',
    body: z.object({ id, direction: direction.default('out'), phone: number.default('') }), output: call, refusals: [...common, onACall], example: { body: { id: example, phone: '+49301234567' } },
  }),
  log: endpoint('POST /tickets/:id/calls', {
    ...ofTicket, summary: 'Write down a call that was made, or another attempt such as a text message sent by hand', door: 'agent', output: call, refusals: [...common, notThen, wrongOutcome],
    body: z.object({ id, channel: channel.default('phone'), direction: direction.default('out'), phone: number.default(''), outcome, startedAt: time.optional().describe('default: now'), seconds: seconds.default(0), notes: notes.default('') }),
    example: { body: { id: example, outcome: 'no-answer', seconds: 40 } },
  }),
  end: endpoint('POST /calls/:id/end', { summary: 'Hang up. How it went is said with wrap-up.', door: 'agent', params: byId, output: call, refusals: [notYourCall] }),
  wrapUp: endpoint('POST /calls/:id/wrap-up', {
    summary: 'Say how a call went, what was said, and what comes next', door: 'agent', params: byId, output: call, refusals: [...common, notYourCall, callRuns, changedMeanwhile, wrongOutcome, notAhead, cannotOwn, wakeTooEarly, ticketGone],
    body: z.object({ version: z.int().optional().describe('refused when it was changed since'), outcome, notes: notes.default(''), readBack: z.array(readBackLine).max(20).optional(), seconds: seconds.optional().describe('how long it really took, where nobody hung up in time; at most as long as it ran'), next: nextBody.default({ kind: 'none' }) }), example: { body: { outcome: 'answered', notes: 'Visit on Tuesday at 14:00 is fine.', next: { kind: 'none' } } },
  }),
  change: endpoint('PATCH /calls/:id', {
    summary: 'Keep what is written while one talks, or set a call right afterwards', door: 'agent', params: byId, output: call, refusals: [notYourCall, changedMeanwhile, wrongOutcome],
    body: z.object({ version: z.int(), notes: notes.optional(), readBack: z.array(readBackLine).max(20).optional(), outcome: outcome.optional(), direction: direction.optional() }),
  }),
  discard: endpoint('POST /calls/:id/discard', { summary: 'It was begun by mistake: nobody was called', door: 'agent', params: byId, output: call, refusals: [notYourCall, callOver] }),
  restore: endpoint('POST /calls/:id/restore', { summary: 'What was discarded was a call after all: it is over, counts again, and waits to be wrapped up', door: 'agent', params: byId, output: call, refusals: [notYourCall] }),

  schedule: endpoint('POST /tickets/:id/callbacks', {
    ...ofTicket, summary: 'Promise to call back at a time: a promise whose owner is reminded ten and two minutes before', door: 'agent', output: callback, refusals: [...common, notAhead, cannotOwn],
    body: z.object({ id, dueAt: time, ownerId: id.optional().describe('default: you'), phone: number.default(''), text: words(300, 0).default('').describe('what about; default: "Call NAME back"') }), example: { body: { id: example, dueAt: '2026-12-01T14:00:00Z', text: 'Tell her the date of the visit' } },
  }),
  times: endpoint('GET /tickets/:id/callback-times', { ...ofTicket, summary: "Business hours of the ticket's team, and the customer's time zone", door: 'teammate', output: callbackTimes }),
  callbacks: endpoint('GET /callbacks', { summary: 'Callbacks you owe, the next first, and those offered to you; 200 at most', door: 'teammate', output: z.array(callback) }),
  take: endpoint('POST /callbacks/:id/take', { summary: 'Take a callback that is offered to you: it is yours from then on', door: 'agent', params: byId, output: callback, refusals: [...common, offerTaken, notOffered, cannotOwn] }),

  quotables: endpoint('GET /quotables', { summary: 'What may be quoted: of the workspace and of one team', door: 'teammate', query: z.object({ teamId: id.optional() }), output: z.object({ items: z.array(quotable) }) }),
  addQuotable: endpoint('POST /quotables', { summary: 'Add something that may be quoted: for one ticket (whoever works it), a team (its leads) or everywhere (admins)', door: 'agent', body: z.object({ id, teamId: id.nullable().default(null), ticketId: id.nullable().default(null), ...quotableBody }), output: quotable, refusals: common }),
  changeQuotable: endpoint('PUT /quotables/:id', { summary: 'Change what may be quoted', door: 'agent', params: byId, body: z.object(quotableBody), output: quotable, refusals: common }),
  removeQuotable: endpoint('DELETE /quotables/:id', { summary: 'Remove what may be quoted', door: 'agent', params: byId, output: ok, refusals: common }),

  report: endpoint('GET /call-report', { summary: 'Callbacks attended on time, and calls, by person and team: your own, and of teams you lead. Default: the last 30 days.', door: 'agent', query: span, output: report }),
  reportItems: endpoint('GET /call-report/items', { summary: 'What a figure counts, newest first, 200 at most', door: 'agent', query: span.extend({ personId: id.optional(), counted }), output: z.array(reportItem) }),

  diversions: endpoint('GET /diversions', { summary: 'Where calls go: your own diversion, those to you, and of people in teams you lead', door: 'teammate', output: z.array(diversion) }),
  divert: endpoint('PUT /people/:id/diversion', {
    summary: 'Say where calls of somebody go, from when to when: your own, or as their lead. It takes the place of the one before.', door: 'teammate', params: byId, output: diversion, refusals: [diversionWhen, diversionWhere, notYourTeam],
    body: z.object({ from: time, until: time, toPersonId: id.nullable().default(null), number: number.default(''), note: words(200, 0).default('') }), example: { body: { from: '2026-12-01T08:00:00Z', until: '2026-12-07T08:00:00Z', number: '+49301234567' } },
  }),
  endDiversion: endpoint('DELETE /people/:id/diversion', { summary: 'End a diversion', door: 'teammate', params: byId, output: ok, refusals: [notYourTeam] }),

  settings: endpoint('GET /call-settings', { summary: "A team's rules for calls, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: phoneSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /call-settings', {
    summary: "Change a team's rules for calls (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead', output: phoneSettings.schema.extend({ own }),
    body: z.object({ teamId: id.nullable().default(null), ...(Object.fromEntries(Object.entries(rules).map(([name, schema]) => [name, schema.nullish()])) as unknown as { [K in keyof typeof rules]: z.ZodOptional<z.ZodNullable<(typeof rules)[K]>> }) }),
  }),
} as const;
