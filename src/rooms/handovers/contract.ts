import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, cursor, id, own, time, words } from '../../core/shapes.ts';
import { mentionedCannotSee, mentionedLeft, mentionStorm, tooManyMentions } from '../notes/contract.ts';
import { listed as escalationRow } from '../escalations/contract.ts';
import { promise } from '../promises/contract.ts';
import { progress } from '../handoffs/contract.ts';
import { mergedAway, ticketRow } from '../tickets/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const section = z.enum(['urgent', 'promises', 'escalations', 'tickets']);
/** Why an item is urgent. flagged: somebody marked it at the end of their shift; left: nothing says what comes next. */
export const why = z.enum(['flagged', 'urgent', 'late', 'due-soon', 'left']);
/** How a ticket stands at the end of a shift. unfinished: nobody would know what comes next. */
export const standing = z.enum(['waits', 'offered', 'next-step', 'unfinished']);
export const mark = z.enum(['urgent', 'late', 'due-soon', 'promised', 'escalated', 'customer-wrote']);
const itemKey = z.string().regex(/^(urgent|promises|escalations|tickets):[0-9a-f-]{36}$/).describe('the section and what it is about');
const teamId = id.optional();

const minutes = z.int().min(5).max(1440);
export const handoverSettings = settings('handovers', z.object({
  acknowledgeMinutes: minutes.default(30).describe('so long after the next shift begins every urgent item is to be acknowledged; at half of it those who have not are reminded, then the leads are told'),
  everyone: z.boolean().default(false).describe('each of the incoming shift acknowledges each urgent item; otherwise one of them is enough'),
  dueSoonHours: z.int().min(0).max(48).default(2).describe('what is due within so many hours of the next shift is urgent'),
  signMinutes: z.int().min(0).max(240).default(30).describe('so long before their shift ends people are asked to hand over; 0: never'),
  toTeamId: id.nullable().default(null).describe('the team that takes over, where work follows the sun; null: the next shift of the same team'),
  easeInMinutes: z.int().min(0).max(480).default(0).describe('so long after a shift begins new work is given gently; 0: not'),
  easeInTickets: z.int().min(0).max(50).default(3).describe('as many new tickets at most are given in that time'),
  sweep: z.boolean().default(true).describe('at closing time, list what is open without a next step, an owner on duty next or a wake-up'),
}));

// ── Shapes ───────────────────────────────────────────────────────────────────

/** A stretch of work of a team. by: the rota, the team's calendar where there is no rota, or neither (worked outside of both). */
export const span = z.object({ teamId: id, startsAt: time, endsAt: time, by: z.enum(['rota', 'hours', 'none']) });

/** One thing handed over, in the words of the moment in which it was signed. */
export const item = z.object({
  key: itemKey, section, ticketId: id, number: z.int(), subject: z.string(), customerName: z.string(), line: z.string().describe('what it is about, in words'), next: z.string().describe('the next step, where one was written'),
  why: z.array(why), dueAt: time.nullable(), personId: id.nullable().describe('whose it is'), by: id.describe('who signed it first: questions go to them'), since: z.int().describe('the issue in which it last changed'),
});
export const counts = z.object({
  open: z.int(), unowned: z.int(), waitingForCustomer: z.int(), waitingForOthers: z.int().describe('for teammates and other teams'), waitingOtherwise: z.int().describe('for suppliers and dates'), handedOn: z.int().describe('offered to another team and not accepted'), wakeNext: z.int().describe('come back by themselves during the next shift'),
});
export const trouble = z.object({ tag: z.string(), n: z.int(), usual: z.number().describe('on average at this time of the week'), spike: z.boolean() });
export const volume = z.object({ n: z.int().describe('opened during the shift'), usual: z.number().nullable().describe('on average in the same hours of the last weeks; null while there is no past'), verdict: z.enum(['quiet', 'usual', 'busy', 'unknown']) });
export const freeNote = z.object({ personId: id, text: z.string(), at: time });
export const content = z.object({
  items: z.array(item), more: z.array(section).describe('sections that hold more than is listed'), counts, trouble: z.array(trouble), volume, notes: z.array(freeNote), signers: z.array(id),
}).meta({ id: 'HandoverContent' });

export const marks = z.object({
  added: z.array(itemKey), changed: z.array(z.object({ key: itemKey, fields: z.array(z.enum(['line', 'next', 'dueAt', 'personId', 'why'])) })), gone: z.array(item), counts: z.array(z.object({ count: counts.keyof(), was: z.int() })), notes: z.int().describe('notes that are new'),
}).describe('how this issue differs from the one before');
export const acknowledgement = z.object({ key: itemKey, personId: id, at: time, version: z.int() });
const people = z.array(id);

export const listed = z.object({
  id, teamId: id, toTeamId: id, startsAt: time, endsAt: time, nextStart: time, nextEnd: time, version: z.int(), signedBy: id, signedAt: time, settledAt: time.nullable().describe('when every urgent item was acknowledged'), urgent: z.int().describe('urgent items you may see'), missing: z.int().describe('of them nobody acknowledged'),
}).meta({ id: 'HandoverListed' });
export const handover = listed.extend({
  incoming: people.describe('who is on the next shift by the rota and not on leave; empty: whoever of that team is there'), shown: z.int().describe('the issue that is shown'), issues: z.array(z.object({ version: z.int(), signedBy: id, signedAt: time })), content, marks,
  acknowledgements: z.array(acknowledgement), dueAt: time.nullable().describe('to be acknowledged by then'), mine: z.array(itemKey).describe('urgent items you have not acknowledged and may'), may: z.object({ acknowledge: z.boolean() }),
}).meta({ id: 'Handover' });

export const endTicket = z.object({ ticket: ticketRow, progress, standing, marks: z.array(mark) });
export const endOfShift = z.object({
  span, next: span.nullable().describe('the shift that takes over'), toTeamId: id, teams: z.array(id).describe('teams you may hand over for'), signed: z.object({ handoverId: id, version: z.int(), at: time }).nullable().describe('your last signing of this shift'),
  tickets: z.array(endTicket).describe('yours that are not closed, unfinished and pressing ones first; 200 at most'), promises: z.array(promise).describe('yours that are open'), draft: content.describe('the handover as it would be signed now'), issued: z.object({ handoverId: id, version: z.int() }).nullable().describe('what others of this shift signed already'), before: content.nullable(),
}).meta({ id: 'EndOfShift' });

const counted = z.object({ n: z.int(), more: z.boolean().describe('there are more than were counted'), tickets: z.array(ticketRow).describe('the newest of them') });
export const startOfShift = z.object({
  span: span.nullable(), since: time.describe('when you left'), sinceBy: z.enum(['signed', 'shift', 'hours', 'day']), handovers: z.array(handover), outgoing: people.describe('who signed them'),
  escalations: z.array(escalationRow).describe('yours to see to first, then those of your teams'), happened: z.object({ replies: counted, queue: counted, closed: counted, mentions: counted }), promises: z.array(promise).describe('yours, due before your shift ends, or late'),
  easeIn: z.object({ until: time, tickets: z.int() }).nullable().describe('how gently your team begins a shift'), held: z.boolean().describe('you have been given as much new work as a gentle beginning allows, after a shift began or leave was over'),
}).meta({ id: 'StartOfShift' });

export const myShift = z.object({
  span: span.nullable(), ends: z.object({ at: time, teamId: id.describe('the team to hand over for next: that of the shift, then others in which you own something open'), signed: z.boolean().describe('for each of them'), askAt: time.nullable().describe('from then on you are asked to hand over') }).nullable(), waiting: z.array(z.object({ handoverId: id, teamId: id, n: z.int(), dueAt: time.nullable() })).describe('handovers with urgent items that you are asked to acknowledge'),
});

// ── Refusals ─────────────────────────────────────────────────────────────────

export const unfinished = refusal('handovers.unfinished', 409, 'Nobody would know what comes next on these tickets. Hand them off, write the next step, let them wait, or say that they stay as they are.', z.object({ tickets: z.array(z.object({ id, number: z.int(), subject: z.string() })) }));
export const notYourTeam = refusal('handovers.not-your-team', 403, 'You hand over for teams you are a member of. Ask somebody of that team.');
export const notIncoming = refusal('handovers.not-incoming', 403, 'Those who take over acknowledge: members of the next shift, and its signers only once that shift has begun.');

// ── Facts: about handovers; ids and numbers, no words ─────────────────────────

const quiet = { shown: false };
const about = { teamId: id, toTeamId: id, version: z.int() };
export const HandoverIssued = fact('handovers.issued', 'handover', z.object({ ...about, incoming: people }), quiet);
export const HandoverAcknowledged = fact('handovers.acknowledged', 'handover', z.object({ ...about, settled: z.boolean() }), quiet);
/** Half of the time is over: those who have not acknowledged are reminded. */
export const HandoverReminded = fact('handovers.reminded', 'handover', z.object({ ...about, people }), quiet);
/** Nobody acknowledged in time: the leads know. Once for each issue. */
export const HandoverUnacknowledged = fact('handovers.unacknowledged', 'handover', z.object({ ...about, leads: people }), quiet);
/** Closing time of a team: what is open without a next step stands on the hand-off sheet. Once a day. */
export const DaySwept = fact('handovers.day-swept', 'team', z.object({ teamId: id, closesAt: time, n: z.int() }), quiet);
export const HandoverSettingsChanged = fact('handovers.settings-changed', 'settings', z.object({ teamId: id.nullable() }), quiet);
export const handoverFacts = [HandoverIssued, HandoverAcknowledged, HandoverReminded, HandoverUnacknowledged] as const;

// ── Endpoints ────────────────────────────────────────────────────────────────

const s = handoverSettings.schema.shape;
const example = '0198c0de-0000-7000-8000-000000000001';

export const handovers = {
  shift: endpoint('GET /shift', { summary: 'Your shift now, whether it ends soon, and handovers that wait for you', door: 'teammate', output: myShift }),
  start: endpoint('GET /shift/start', { summary: 'The start of your shift: handovers, escalations, what happened since you left, your promises', door: 'teammate', output: startOfShift }),
  end: endpoint('GET /shift/end', { summary: 'The end of your shift: your tickets and how they stand, commitments, escalations, and the handover as it would be signed', door: 'agent', query: z.object({ teamId }), output: endOfShift, refusals: [notYourTeam] }),
  list: endpoint('GET /handovers', { summary: 'Handovers of teams you see, newest first', door: 'teammate', query: z.object({ teamId, cursor }), output: z.object({ items: z.array(listed), next: z.string().nullable() }) }),
  show: endpoint('GET /handovers/:id', { summary: 'One handover, as it stands or (`version`) as it stood: items of tickets you may see', door: 'teammate', params: byId, query: z.object({ version: z.coerce.number().int().positive().optional() }), output: handover }),
  sign: endpoint('POST /handovers', {
    summary: 'Sign the handover of your shift. It is compiled and frozen; signing again, or somebody else of the shift, issues it anew.', door: 'agent',
    body: z.object({ id, teamId, notes: words(4000, 0).default(''), flagged: z.array(id).max(100).default([]).describe('tickets to be marked as urgent'), left: z.array(id).max(200).default([]).describe('unfinished tickets that stay as they are: the handover says so') }), output: handover, refusals: [unfinished, notYourTeam],
    example: { body: { id: example, notes: 'The payment provider is slow since noon.', flagged: [], left: [] } },
  }),
  acknowledge: endpoint('POST /handovers/:id/acknowledge', {
    summary: 'Acknowledge urgent items by name, as they stand in the issue you read', door: 'agent', params: byId, body: z.object({ version: z.int().positive(), items: z.array(itemKey).min(1).max(200) }), output: handover, refusals: [notIncoming],
  }),
  ask: endpoint('POST /handovers/:id/ask', {
    summary: 'Ask about an item: a note on its ticket that mentions who signed it first, on their list until it is answered; where they are gone, others who signed, the owner, or the team', door: 'teammate', params: byId, body: z.object({ id, item: itemKey, words: words(2000) }), output: z.object({ noteId: id, personId: id.nullable().describe('null: the team was asked') }), refusals: [mentionedLeft, mentionedCannotSee, tooManyMentions, mentionStorm, mergedAway],
    example: { body: { id: example, item: `urgent:${example}`, words: 'Which of the two payments did they mean?' } },
  }),

  settings: endpoint('GET /handover-settings', { summary: "A team's handover settings, or the workspace's", door: 'teammate', query: z.object({ teamId }), output: handoverSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /handover-settings', {
    summary: "Change a team's handover settings (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead',
    body: z.object({
      teamId: id.nullable().default(null), acknowledgeMinutes: s.acknowledgeMinutes.unwrap().nullish(), everyone: z.boolean().nullish(), dueSoonHours: s.dueSoonHours.unwrap().nullish(), signMinutes: s.signMinutes.unwrap().nullish(),
      toTeamId: id.nullish(), easeInMinutes: s.easeInMinutes.unwrap().nullish(), easeInTickets: s.easeInTickets.unwrap().nullish(), sweep: z.boolean().nullish(),
    }), output: handoverSettings.schema.extend({ own }),
  }),
} as const;
