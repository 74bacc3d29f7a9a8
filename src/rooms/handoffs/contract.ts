import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, id, own, time, words } from '../../core/shapes.ts';
import { cannotOwn, changed, changedSince, mergedAway, notForYou, rowChange, ticketRow } from '../tickets/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const urgency = z.enum(['low', 'normal', 'urgent']);
export const mood = z.enum(['unknown', 'calm', 'worried', 'upset', 'angry']).describe('how the customer is');
export const state = z.enum(['offered', 'expired', 'accepted', 'declined', 'withdrawn']).describe('expired: still open, nobody accepted in time and the leads know');
const reasonKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
/** Who stopped it or what: a person, or what became of the ticket or the receiver. */
const withdrawnBy = z.enum(['sender', 'closed', 'merged', 'moved', 'receiver-left', 'redirected']);
const loud = z.enum(['app', 'mail', 'lead']).describe('app: in the product; mail: by mail too, at once; lead: leads too');

export const handoffSettings = settings('handoffs', z.object({
  minutesToAccept: z.object({ low: z.int().min(1).max(20_160), normal: z.int().min(1).max(20_160), urgent: z.int().min(1).max(20_160) }).default({ low: 480, normal: 60, urgent: 10 })
    .describe('how long an offered handoff waits before it grows louder, in minutes, by urgency'),
  bounceMinutes: z.int().min(1).max(20_160).default(240).describe('passed on within so many minutes counts as bounced'),
  stuckDays: z.int().min(1).max(90).default(3).describe('a ticket nothing happened on for so many days is shown as stuck'),
  reasons: z.array(z.object({ key: reasonKey, say: words(80) })).min(1).max(30).default([
    { key: 'expertise', say: 'Outside my expertise' }, { key: 'department', say: 'Needs another department' }, { key: 'escalation', say: 'Part of an escalation' },
    { key: 'shift-ending', say: 'My shift is ending' }, { key: 'leave', say: 'I am going on leave' }, { key: 'load', say: 'Sharing the load' },
  ]),
}));

// ── Shapes ───────────────────────────────────────────────────────────────────

/** A handoff without its words: what facts carry, and what lists mark tickets with. */
export const handoffRow = z.object({
  id, ticketId: id, how: z.enum(['offer', 'reassign']), state, senderId: id, ownerId: id.nullable().describe('who owned the ticket then'), fromTeam: id, toTeam: id, toPerson: id.nullable().describe('null: whoever of the team accepts first'),
  reason: reasonKey, urgency, offeredAt: time, dueAt: time.nullable().describe('when it grows louder next'), step: z.int(), endedAt: time.nullable(), endedBy: id.nullable(),
}).meta({ id: 'HandoffRow' });

/** A promise as it stood when the ticket was handed on. */
export const carriedPromise = z.object({ id, text: z.string(), dueAt: time.nullable() });
export const handoff = handoffRow.extend({
  reasonSay: z.string(), issue: z.string(), done: z.string(), next: z.string(), mood, promised: z.string().describe('what else the customer was told'), promises: z.array(carriedPromise),
  why: z.string().describe('of a withdrawn one'), declineReason: z.string(), answer: z.object({ had: z.boolean(), missing: z.string(), at: time }).nullable().describe("the receiver's: whether it held what they needed"),
  may: z.object({ accept: z.boolean(), decline: z.boolean(), withdraw: z.boolean(), answer: z.boolean() }),
}).meta({ id: 'Handoff' });

const answer = (max: number) => words(max, 0).default('');
/** The three questions and what goes with them. Too thin an answer is refused with `handoffs.too-thin`, not by the schema. */
export const contextForm = z.object({
  reason: reasonKey, issue: answer(4000), done: answer(4000), next: answer(4000), mood: mood.default('unknown'), promised: answer(2000), urgency: urgency.default('normal'),
});
const destination = z.union([z.object({ personId: id, teamId: id.optional().describe('default: the ticket’s own') }), z.object({ teamId: id })]);
export const handoffForm = contextForm.extend({ to: destination });

export const draft = z.object({
  issue: z.string(), done: z.string(), next: z.string(), mood, promised: z.string(), promises: z.array(carriedPromise), urgency, reason: reasonKey,
  reasons: z.array(z.object({ key: reasonKey, say: z.string() })), minutesToAccept: z.record(urgency, z.int()), subject: z.string(), customer: z.string(), atOnce: z.boolean().describe('whether you may reassign without waiting for a yes'),
}).meta({ id: 'HandoffDraft' });

export const receivers = z.object({
  people: z.array(z.object({
    personId: id, teamId: id.describe('the team it would go to'), teams: z.array(id), lead: z.boolean(), open: z.int().describe('open tickets they own'), state: z.string(), away: z.boolean(), until: time.nullable(), note: z.string(), coverId: id.nullable(), why: z.string().nullable().describe('why new work should not go to them now'), skills: z.array(z.string()),
  })),
  teams: z.array(z.object({ teamId: id, there: z.int().describe('members who are not away'), members: z.int() })),
}).meta({ id: 'HandoffReceivers' });

const one = z.object({ handoff, ticket: ticketRow });

// ── Refusals ─────────────────────────────────────────────────────────────────

const gap = z.object({ field: z.enum(['issue', 'done', 'next']), why: z.string(), say: z.string() });
export const mergeAway = refusal('handoffs.merge-away', 409, 'Somebody owns this ticket, and somebody else, or nobody, the one it would become part of. Take that one over or merge the other way round; a lead of its team may merge them as they are.', z.object({ ticketId: id, ownerId: id.nullable(), number: z.int() }));
export const contextNeeded = refusal('handoffs.context-needed', 409, 'Somebody owns this ticket, and it changes hands only with its context. Hand it off: say what the issue is, what was done and what is needed next.', z.object({ ticketId: id, ownerId: id.nullable(), number: z.int() }));
export const tooThin = refusal('handoffs.too-thin', 422, 'The receiver would miss something. Fill in what is marked.', z.object({ ticketId: id, gaps: z.array(gap) }));
export const openAlready = refusal('handoffs.open-already', 409, 'This ticket is being handed on already. Accept that handoff, or let its sender withdraw it first.', z.object({ handoff: handoffRow }));
export const notYoursToOffer = refusal('handoffs.not-yours-to-offer', 403, 'Somebody else owns this ticket. Ask them to hand it off, or a lead of its team.');
export const toYourself = refusal('handoffs.to-yourself', 422, 'A handoff goes to somebody else: not to who owns the ticket, nor to yourself. Choose another person or a team.');
export const reasonUnknown = refusal('handoffs.reason-unknown', 422, 'Choose one of the reasons of this team.', z.object({ reasons: z.array(z.string()) }));
export const receiverAway = refusal('handoffs.receiver-away', 409, 'They are away and would not see it. Hand it to whoever stands in, or to the team.', z.object({ personId: id, until: time.nullable(), note: z.string(), coverId: id.nullable() }));
export const nobodyThere = refusal('handoffs.nobody-there', 422, 'Nobody of this team could accept it. Choose another team or a person.');
export const closedTicket = refusal('handoffs.ticket-closed', 409, 'This ticket is closed: there is nothing to hand on. Open it again first.');
export const endedAlready = refusal('handoffs.ended-already', 409, 'This handoff is over already.', z.object({ handoff: handoffRow }));
export const notYoursToDecide = refusal('handoffs.not-yours-to-decide', 403, 'This handoff is not yours to decide. Its receiver accepts or declines; its sender withdraws.');
export const notYoursToAnswer = refusal('handoffs.not-yours-to-answer', 403, 'Whoever accepted a handoff says whether it held what they needed.');
export const onlyLeads = refusal('handoffs.only-leads', 403, 'Only leads of its team move a ticket at once. Hand it off: it moves as soon as it is accepted.');
export const notesNewer = refusal('handoffs.sheet-changed', 409, 'Somebody else changed this line since you opened it. Look at it, then save yours again.', z.object({ validation: z.string(), next: z.string(), version: z.int() }));

// ── Facts: rows without words; these are read where they stand ────────────────

const set = rowChange;
const about = { handoff: handoffRow, set };
export const Offered = fact('handoffs.offered', 'ticket', z.object({ ...about, loud, leads: z.array(id).default([]).describe('whom the loudest way tells too') }));
export const Reminded = fact('handoffs.reminded', 'ticket', z.object({ ...about, loud, leads: z.array(id), first: z.boolean().describe('it expired with this telling') }));
export const Accepted = fact('handoffs.accepted', 'ticket', z.object(about));
export const Declined = fact('handoffs.declined', 'ticket', z.object(about));
export const Withdrawn = fact('handoffs.withdrawn', 'ticket', z.object({ ...about, why: withdrawnBy }));
export const Answered = fact('handoffs.answered', 'ticket', z.object({ ...about, had: z.boolean() }));
export const Reassigned = fact('handoffs.reassigned', 'ticket', z.object(about));
export const Overridden = fact('handoffs.overridden', 'ticket', z.object({ fromOwner: id.nullable(), toPerson: id.nullable(), fromTeam: id, toTeam: id, set }));
export const ProgressNoted = fact('handoffs.progress-noted', 'ticket', z.object({ version: z.int(), set }), { shown: false });
export const SettingsChanged = fact('handoffs.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });
export const handoffFacts = [Offered, Reminded, Accepted, Declined, Withdrawn, Answered, Reassigned, Overridden, ProgressNoted] as const;

// ── Report and sheet ─────────────────────────────────────────────────────────

const counted = z.object({
  offered: z.int(), accepted: z.int(), declined: z.int(), withdrawn: z.int(), open: z.int(), expired: z.int().describe('nobody accepted in time, whatever became of it'), passedOn: z.int().describe('passed on soon after it was accepted'),
  hadEnough: z.int(), missedSomething: z.int(), minutesToAccept: z.number().nullable().describe('median'),
});
export const report = z.object({
  rows: z.array(counted.extend({ teamId: id.describe('the team it came from'), reason: reasonKey, reasonSay: z.string() })),
  missing: z.array(z.object({ teamId: id, reason: reasonKey, words: z.string(), ticketId: id, number: z.int(), at: time })).describe('what receivers said was missing, newest first'),
}).meta({ id: 'HandoffReport' });

export const progress = z.object({ validation: z.string().describe('what was checked so far'), next: z.string(), personId: id.nullable(), at: time.nullable(), version: z.int() });
const sheetSection = z.enum(['handoffs', 'promises', 'escalations', 'overnight', 'away', 'stuck']);
export const sheetLine = z.object({
  section: sheetSection, ticket: ticketRow, line: z.string().describe('why it is here, in words'), dueAt: time.nullable(), late: z.boolean(), personId: id.nullable().describe('who is asked'), handoffId: id.nullable(), progress,
}).meta({ id: 'SheetLine' });
export const sheet = z.object({ at: time, lines: z.array(sheetLine), more: z.boolean().describe('a section holds more than is shown') }).meta({ id: 'HandoffSheet' });
const sheetQuery = z.object({ teamId: id.optional() });

// ── Endpoints ────────────────────────────────────────────────────────────────

const offering = [tooThin, openAlready, notYoursToOffer, toYourself, reasonUnknown, receiverAway, nobodyThere, closedTicket, cannotOwn, mergedAway, notForYou, changedSince] as const;
const example = '0198c0de-0000-7000-8000-000000000001';
const formExample = { to: { personId: example }, reason: 'expertise', issue: 'Charged twice for the boiler visit in January', done: 'Checked both payments in the bank list', next: 'Refund the second payment and tell her', urgency: 'normal' };

export const handoffs = {
  draft: endpoint('GET /tickets/:id/handoff-draft', { summary: 'A handoff of this ticket, filled in as far as the ticket itself tells', door: 'agent', params: byId, output: draft }),
  receivers: endpoint('GET /tickets/:id/handoff-receivers', { summary: 'Who could receive this ticket: availability, load and skills', door: 'agent', params: byId, output: receivers }),
  open: endpoint('GET /handoffs', { summary: 'Open handoffs on tickets you may see, without their words', door: 'teammate', output: z.object({ items: z.array(handoffRow) }) }),
  mine: endpoint('GET /handoffs/mine', { summary: 'Open handoffs you may accept, and those you are answerable for until they are accepted; with their words', door: 'teammate', output: z.object({ toMe: z.array(one), fromMe: z.array(one) }) }),
  show: endpoint('GET /handoffs/:id', { summary: 'One handoff', door: 'teammate', params: byId, output: handoff }),

  offer: endpoint('POST /tickets/:id/handoffs', {
    summary: 'Offer a ticket to a person or a team, with its context. Its owner stays answerable until it is accepted.', door: 'agent', params: byId,
    body: handoffForm.extend({ id, version: z.int().positive().optional() }), output: one, refusals: offering, example: { body: { id: example, ...formExample } },
  }),
  offerMany: endpoint('POST /handoffs/bulk', {
    summary: 'Offer several tickets, each with a form of its own; all or none', door: 'agent',
    body: z.object({ id, items: z.array(handoffForm.extend({ id, ticketId: id })).min(1).max(100) }), output: z.object({ items: z.array(one) }), refusals: offering,
    example: { body: { id: example, items: [{ id: example, ticketId: example, ...formExample }] } },
  }),
  accept: endpoint('POST /handoffs/:id/accept', { summary: 'Become the owner', door: 'agent', params: byId, body: z.object({}), output: one, refusals: [endedAlready, notYoursToDecide, cannotOwn, notForYou] }),
  decline: endpoint('POST /handoffs/:id/decline', { summary: 'Give it back to its sender, with a reason', door: 'agent', params: byId, body: z.object({ reason: words(1000) }), output: one, refusals: [endedAlready, notYoursToDecide, notForYou] }),
  withdraw: endpoint('POST /handoffs/:id/withdraw', { summary: 'Take an offer back', door: 'agent', params: byId, body: z.object({}), output: one, refusals: [endedAlready, notYoursToDecide, notForYou] }),
  answer: endpoint('POST /handoffs/:id/answer', { summary: 'Say whether a handoff you accepted held what you needed; sayable again', door: 'agent', params: byId, body: z.object({ had: z.boolean(), missing: words(1000, 0).default('') }), output: handoff, refusals: [notYoursToAnswer] }),
  reassign: endpoint('POST /tickets/:id/reassign', {
    summary: 'Move a ticket to somebody or to a team at once, with its context', door: 'agent', params: byId, body: handoffForm.extend({ id, version: z.int().positive().optional() }), output: changed,
    refusals: [...offering, onlyLeads], example: { body: { id: example, ...formExample } },
  }),
  override: endpoint('POST /tickets/:id/override-owner', {
    summary: 'Leads only: move a ticket without a handoff, with a reason that everybody sees on its timeline', door: 'lead', params: byId,
    body: z.object({ id, to: destination, reason: words(1000, 10) }), output: changed, refusals: [onlyLeads, cannotOwn, mergedAway, notForYou, nobodyThere],
  }),

  report: endpoint('GET /handoffs/report', { summary: 'Handoffs by the team they came from and their reason, for coaching; never by person', door: 'lead', query: z.object({ teamId: id.optional(), from: time.optional(), to: time.optional() }), output: report }),

  sheet: endpoint('GET /handoff-sheet', { summary: 'Everything that needs attention: open handoffs, promises due, escalations, tickets of people away, tickets nothing happens on', door: 'teammate', query: sheetQuery, output: sheet }),
  noteProgress: endpoint('PUT /tickets/:id/progress', {
    summary: 'Say on the sheet what was checked so far and what comes next', door: 'agent', params: byId, body: z.object({ validation: words(2000, 0), next: words(2000, 0), version: z.int().min(0).describe('of the line you loaded; 0 for none') }), output: progress, refusals: [notesNewer, mergedAway, notForYou],
  }),
  mailSheet: endpoint('POST /handoff-sheet/mail', { summary: 'Mail the sheet of a team to its members', door: 'agent', body: z.object({ id, teamId: id }), output: z.object({ mailed: z.int().describe('people it went to') }) }),

  settings: endpoint('GET /handoff-settings', { summary: "A team's handoff settings, or the workspace's", door: 'teammate', query: sheetQuery, output: handoffSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /handoff-settings', {
    summary: "Change a team's handoff settings (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead',
    body: z.object({
      teamId: id.nullable().default(null), minutesToAccept: handoffSettings.schema.shape.minutesToAccept.unwrap().nullish(), bounceMinutes: handoffSettings.schema.shape.bounceMinutes.unwrap().nullish(),
      stuckDays: handoffSettings.schema.shape.stuckDays.unwrap().nullish(), reasons: handoffSettings.schema.shape.reasons.unwrap().nullish(),
    }), output: handoffSettings.schema.extend({ own }),
  }),
} as const;
