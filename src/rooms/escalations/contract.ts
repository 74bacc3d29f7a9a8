import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, cursor, id, ok, page, time, words } from '../../core/shapes.ts';
import { note } from '../notes/contract.ts';
import { closing, mergedAway, notForYou, priority, rowChange, ticketRow } from '../tickets/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

/** How urgent it is; each has its own time to acknowledge. */
export const urgency = priority;
export const state = z.enum(['raised', 'acknowledged', 'answered', 'told', 'closed', 'withdrawn']);
export const reason = z.enum(['asks-for-manager', 'complaint', 'authority', 'engineering', 'expertise', 'legal', 'press', 'service-level', 'again', 'safety', 'other']);
export const mood = z.enum(['calm', 'worried', 'upset', 'angry']);
export const needKind = z.enum(['decision', 'action', 'advice']);
export const lesson = z.enum(['right', 'authority', 'knowledge', 'training', 'access', 'product', 'other']).describe('what would have let us solve it ourselves; right: nothing, it belonged there');
/** Fields of the form a path may demand, beside path, reason, urgency, issue and need. */
export const field = z.enum(['done', 'mood', 'expectation', 'commitments']);
export const view = z.enum(['mine', 'teams', 'ended']).describe('mine: what you have to acknowledge, answer or close · teams: open in teams you see · ended: closed or withdrawn there, newest first');

/** Somebody, everybody of a team, or whoever of a team is there at that moment; written by admins. */
export const pathStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId: id }),
  z.object({ kind: z.literal('team'), teamId: id }),
  z.object({ kind: z.literal('on-duty'), teamId: id }),
]);
/** Every path ends with these two. */
export const ladderStep = z.discriminatedUnion('kind', [...pathStep.options, z.object({ kind: z.literal('leads'), teamId: id }), z.object({ kind: z.literal('admins') })]);

// ── Shapes ───────────────────────────────────────────────────────────────────

const minutes = z.int().min(1).max(10_080);
export const byUrgency = z.object({ urgent: minutes, high: minutes, normal: minutes, low: minutes }).describe('minutes');
const pathBody = z.object({
  name: words(60), about: words(300, 0).default(''), position: z.int().min(0).max(1000).default(0), steps: z.array(pathStep).max(8),
  acknowledge: byUrgency.describe('minutes each step has to acknowledge'), answer: byUrgency.describe('minutes to answer once acknowledged'), required: z.array(field).max(4).transform((all) => [...new Set(all)]),
});
export const path = pathBody.extend({ id, required: z.array(field), version: z.int(), archivedAt: time.nullable() }).meta({ id: 'EscalationPath' });

const long = (max = 4000) => words(max, 0);
/** E3: what an escalation must say. Checked with the rules of `core/thin-words`, which the browser shows while one types. */
export const form = z.object({
  pathId: id, reason, urgency, mood: mood.nullable().default(null), issue: long(), done: long().default(''), needKind, need: long(), expectation: long().default(''), commitments: long().default(''),
});
const may = z.object({
  acknowledge: z.boolean(), answer: z.boolean(), withdraw: z.boolean(), tell: z.boolean(), close: z.boolean(), reopen: z.boolean(), override: z.boolean(), learn: z.boolean(),
});
export const escalation = form.extend({
  id, ticketId: id, teamId: id, pathName: z.string(), raisedBy: id, closerId: id.describe('owns closing the loop with the customer'), state,
  steps: z.array(ladderStep), step: z.int(), asked: z.array(id).describe('who is asked now'), everAsked: z.array(id), climbs: z.int().describe('how often it went on to the next step'),
  raisedAt: time, askedAt: time, dueAt: time.nullable().describe('to be acknowledged, or answered, by then'), overdue: z.boolean(),
  acknowledgedAt: time.nullable(), acknowledgedBy: id.nullable(), answeredAt: time.nullable(), answeredBy: id.nullable(), answerKind: needKind.nullable(), answerNoteId: id.nullable(),
  toldAt: time.nullable(), toldMessageId: id.nullable(), untoldReason: z.string().nullable(), closedAt: time.nullable(), closedBy: id.nullable(), overridden: z.boolean(),
  lesson: lesson.nullable(), lessonWords: z.string(), may,
}).meta({ id: 'Escalation' });
/** One escalation, whole: its thread and what could be linked as the message that told the customer. */
export const escalationWhole = escalation.extend({
  thread: z.array(note.extend({ answer: z.boolean() })),
  offers: z.array(z.object({ messageId: id, at: time, personId: id.nullable(), words: z.string() })).describe('replies sent after the answer, first one first'),
});
export const listed = z.object({
  escalation, ticket: ticketRow, mine: z.enum(['acknowledge', 'answer', 'tell', 'close']).nullable().describe('what you have to do'),
}).meta({ id: 'EscalationRow' });

export const hint = z.object({
  rule: z.string(), reason, pathId: id.nullable(), why: z.string().describe('in words'), quote: z.string().describe('the words it comes from, if any'), entryId: id.nullable(), forced: z.boolean().describe('the ticket cannot be closed without'),
}).meta({ id: 'EscalationHint' });
const draft = form.extend({ pathId: id.nullable(), customer: z.object({ tenure: z.string(), earlier: z.int().describe('escalations before for this customer') }) });

// ── Refusals ─────────────────────────────────────────────────────────────────

export const thin = refusal('escalations.thin', 422, 'Whoever helps could not go on with this yet. Say what is missing, then escalate.', z.object({
  fields: z.array(z.object({ field: z.string(), say: z.string() })),
}));
export const openAlready = refusal('escalations.open-already', 409, 'This ticket is escalated on that path already. Write in its thread, or reopen it when its answer did not help.', z.object({ escalationId: id }));
export const ticketClosed = refusal('escalations.ticket-closed', 409, 'This ticket is closed. Open it again first.');
export const noSuchPath = refusal('escalations.no-such-path', 422, 'This path is not there any more. Choose another one.');
export const acknowledgedAlready = refusal('escalations.acknowledged-already', 409, 'Somebody else has acknowledged this. They answer it; write in its thread to help.', z.object({ personId: id, at: time }));
export const notAsked = refusal('escalations.not-asked', 403, 'You were not asked about this. Write a note in its thread instead.');
export const ownOne = refusal('escalations.own', 403, 'You raised this yourself. Somebody else answers it.');
export const wrongState = refusal('escalations.not-now', 409, 'That does not fit where this escalation stands now. See where it stands and decide again.', z.object({ state }));
export const withdrawTooLate = refusal('escalations.acknowledged', 409, 'Somebody is on it already. Tell them in the thread that it is settled; they record it as the answer.', z.object({ personId: id }));
export const notTold = refusal('escalations.customer-not-told', 409, 'Link the reply that told the customer the answer, or say why they were not told.');
export const notAnAnswer = refusal('escalations.not-after-the-answer', 422, 'Only a reply to the customer sent after the answer can be linked, one that was not taken back and did not fail.');
export const notYours = refusal('escalations.not-yours', 403, 'That is for who raised it, who owns the ticket, or a lead.');
const stillThere = z.object({ escalations: z.array(z.object({ id, pathName: z.string(), state, closerId: id, ticketId: id })), mayOverride: z.boolean() });
export const mergeOpen = refusal('escalations.merge-open', 409, 'The ticket that would go has an escalation that is not closed. Merge the other one into this one instead, or close the escalation first.', stillThere);
export const pathNameTaken = refusal('escalations.path-name-taken', 409, 'There is a path of this name already.');
export const pathChanged = refusal('escalations.path-changed', 409, 'Somebody changed this path since you opened it. Look at it again, then save.', z.object({ version: z.int() }));
export const pathInUse = refusal('escalations.path-in-use', 409, 'Escalations on this path are not closed yet. It can go when they are.', z.object({ open: z.int() }));
export const lastPath = refusal('escalations.last-path', 409, 'Keep at least one path: without one nobody could be asked.');
export const stepUnknown = refusal('escalations.step-unknown', 422, 'A person or team of this path is not there any more. Choose somebody else.');

// ── Settings ─────────────────────────────────────────────────────────────────

export const escalationSettings = settings('escalations', z.object({
  suggest: z.boolean().default(true).describe('whether escalations are suggested'),
  forced: z.array(z.object({ tag: words(40), pathId: id.nullable().default(null) })).max(20).default([]).describe('tickets with such a tag cannot be closed without having been escalated'),
}));

// ── Facts: ids only, what was written is read by who may see it ──────────────

const base = { escalationId: id, set: rowChange };
const loud = z.enum(['app', 'mail', 'lead']).describe('how loudly those concerned are told');
const asking = { step: z.int(), asked: z.array(id), dueAt: time.nullable(), loud };
export const EscalationRaised = fact('escalations.raised', 'ticket', z.object({ ...base, pathId: id, urgency, reason, closerId: id, ...asking }));
export const EscalationClimbed = fact('escalations.climbed', 'ticket', z.object({
  ...base, ...asking, from: z.int(), raisedBy: id, why: z.enum(['ran-out', 'nobody-there', 'left', 'unanswered', 'passed-on']), skipped: z.int().describe('steps at which nobody was there'), last: z.boolean(),
}));
/** At the last step time ran out again: the admins are told once more. */
export const EscalationReminded = fact('escalations.reminded', 'ticket', z.object({ ...base, asked: z.array(id), raisedBy: id, dueAt: time.nullable(), loud }), { shown: false });
export const EscalationAcknowledged = fact('escalations.acknowledged', 'ticket', z.object({ ...base, closerId: id, raisedBy: id }));
export const EscalationAnswered = fact('escalations.answered', 'ticket', z.object({ ...base, kind: needKind, noteId: id, closerId: id, raisedBy: id, loud }));
export const EscalationTold = fact('escalations.told', 'ticket', z.object({ ...base, messageId: id.nullable() }));
export const EscalationUntold = fact('escalations.untold', 'ticket', z.object({ ...base, messageId: id, why: z.enum(['taken-back', 'failed']), closerId: id }));
export const EscalationClosed = fact('escalations.closed', 'ticket', z.object({ ...base, helperId: id.nullable(), lesson: lesson.nullable() }));
export const EscalationWithdrawn = fact('escalations.withdrawn', 'ticket', z.object({ ...base, asked: z.array(id) }));
export const EscalationReopened = fact('escalations.reopened', 'ticket', z.object({ ...base, closerId: id, ...asking }));
export const EscalationOverridden = fact('escalations.overridden', 'ticket', z.object({ ...base, closerId: id, asked: z.array(id) }));
export const EscalationCloserChanged = fact('escalations.closer-changed', 'ticket', z.object({ ...base, from: id, to: id, why: z.enum(['deactivated', 'away']) }));
export const EscalationLearned = fact('escalations.learned', 'ticket', z.object({ ...base, lesson }), { shown: false });
export const HintDismissed = fact('escalations.hint-dismissed', 'ticket', z.object({ rule: z.string(), set: rowChange }));
export const ForceOverridden = fact('escalations.force-overridden', 'ticket', z.object({ tag: z.string(), set: rowChange }));
export const PathsChanged = fact('escalations.paths-changed', 'escalation-paths', z.object({ gone: z.boolean() }), { shown: false });
export const SettingsChanged = fact('escalations.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });

/** Every fact about one ticket's escalations: browsers read what they show anew when they hear one. */
export const escalationFacts = [
  EscalationRaised, EscalationClimbed, EscalationReminded, EscalationAcknowledged, EscalationAnswered, EscalationTold, EscalationUntold, EscalationClosed, EscalationWithdrawn, EscalationReopened, EscalationOverridden, EscalationCloserChanged, EscalationLearned,
] as const;

// ── Endpoints ────────────────────────────────────────────────────────────────

const said = z.object({ reason: words(1000, 3) });
const learning = z.object({ lesson, words: words(1000, 0).default('') });
const telling = z.object({ messageId: id.nullable().default(null), reason: words(1000, 3).nullable().default(null).describe('why the customer was not told, in place of a message') });
const act = { params: byId, output: escalationWhole } as const;
const example = '0198c0de-0000-7000-8000-000000000001';
const figures = z.object({
  raised: z.int(), open: z.int(), acknowledgedInTime: z.int(), climbed: z.int(), withdrawn: z.int(), notTold: z.int().describe('closed without telling the customer'), overridden: z.int(),
  minutesToAcknowledge: z.number().nullable().describe('median'), minutesToAnswer: z.number().nullable().describe('median'), minutesToTell: z.number().nullable().describe('median, from the answer'),
});

export const escalations = {
  list: endpoint('GET /escalations', { summary: 'Escalations you have a part in, or of the teams you see', door: 'teammate', query: z.object({ view: view.default('mine'), teamId: id.optional(), cursor }), output: page(listed) }),
  report: endpoint('GET /escalations/report', {
    summary: 'Escalations of a time by reason, path and team, and what would have let teams solve them themselves. Never by person.', door: 'lead',
    query: z.object({ from: time, to: time, teamId: id.optional() }),
    output: z.object({ all: figures, by: z.object({ reason: z.array(figures.extend({ name: reason })), path: z.array(figures.extend({ id, name: z.string() })), team: z.array(figures.extend({ id })) }), lessons: z.array(z.object({ lesson: lesson.nullable(), count: z.int(), escalationIds: z.array(id) })) }),
  }),
  show: endpoint('GET /escalations/:id', { summary: 'One escalation with its thread', door: 'teammate', params: byId, output: escalationWhole }),
  ofTicket: endpoint('GET /tickets/:id/escalations', { summary: 'Escalations of a ticket and of those merged into it, newest first', door: 'teammate', params: byId, output: z.array(escalationWhole) }),
  draft: endpoint('GET /tickets/:id/escalation-draft', { summary: 'The form as it can be filled in from the ticket', door: 'teammate', params: byId, output: draft }),
  hint: endpoint('GET /tickets/:id/escalation-hint', { summary: 'Whether this ticket looks like one to escalate, and why', door: 'teammate', params: byId, output: z.object({ hint: hint.nullable() }) }),
  dismiss: endpoint('POST /tickets/:id/escalation-hint/dismiss', { summary: 'Set a suggestion aside, with the reason. What is written later suggests anew.', door: 'agent', params: byId, body: z.object({ rule: z.string().max(60), reason: words(300, 3) }), output: ok, refusals: [notForYou] }),

  raise: endpoint('POST /tickets/:id/escalations', {
    summary: 'Escalate a ticket: ask somebody with more authority or expertise. You stay involved and close the loop with the customer.', door: 'agent', params: byId, body: form.extend({ id }), output: escalationWhole,
    refusals: [thin, openAlready, ticketClosed, noSuchPath, mergedAway, notForYou],
    example: { body: { id: example, pathId: '01900000-0000-7000-8000-00000000e501', reason: 'authority', urgency: 'high', mood: 'upset', issue: 'Anna was charged twice in January and wants both back.', done: 'Checked invoice 4711: paid twice. Refunded the first.', needKind: 'decision', need: 'Approve a goodwill credit of 80 EUR.', expectation: 'An answer today.' } },
  }),
  acknowledge: endpoint('POST /escalations/:id/acknowledge', { ...act, summary: 'Take it on: the clock stops, and you answer it', door: 'teammate', refusals: [acknowledgedAlready, notAsked, ownOne, wrongState] }),
  answer: endpoint('POST /escalations/:id/answer', { ...act, summary: 'Record what was decided or done. It is a note that no customer sees; who escalated tells the customer.', door: 'teammate', body: z.object({ id: id.describe('of the note'), kind: needKind, html: z.string().max(500_000) }), refusals: [thin, notAsked, ownOne, wrongState] }),
  write: endpoint('POST /escalations/:id/notes', { ...act, summary: 'Write in the thread of an escalation: a note that no customer sees', door: 'teammate', body: z.object({ id, html: z.string().max(500_000) }), refusals: [mergedAway] }),
  withdraw: endpoint('POST /escalations/:id/withdraw', { ...act, summary: 'Take it back before somebody acknowledged it, with the reason', door: 'agent', body: said, refusals: [withdrawTooLate, notYours, wrongState] }),
  passOn: endpoint('POST /escalations/:id/pass-on', { ...act, summary: 'Send it to the next step at once, with the reason: not mine, or out of my hands', door: 'teammate', body: said, refusals: [notAsked, wrongState] }),
  reopen: endpoint('POST /escalations/:id/reopen', { ...act, summary: 'Ask again: the answer did not help', door: 'agent', body: said, refusals: [notYours, wrongState, ticketClosed, openAlready] }),
  tell: endpoint('POST /escalations/:id/told', { ...act, summary: 'Link the reply that told the customer, or say why they were not told', door: 'agent', body: telling, refusals: [notTold, notAnAnswer, notYours, wrongState] }),
  close: endpoint('POST /escalations/:id/close', { ...act, summary: 'Close the loop: the customer was told. Asks what would have let you solve it yourselves.', door: 'agent', body: telling.extend({ learned: learning.nullable().default(null) }), refusals: [notTold, notAnAnswer, notYours, wrongState] }),
  learn: endpoint('POST /escalations/:id/lesson', { ...act, summary: 'Say what would have let us solve it ourselves', door: 'teammate', body: learning, refusals: [wrongState] }),
  override: endpoint('POST /tickets/:id/escalations/override', { summary: 'As a lead: end what is open here without its answer, with the reason; with `closing` the ticket is closed at once', door: 'lead', params: byId, body: said.extend({ closing: closing.optional() }), output: z.object({ ticket: ticketRow }), refusals: [notYours, mergedAway] }),

  paths: endpoint('GET /escalation-paths', { summary: 'The paths of this workspace, in their order', door: 'teammate', query: z.object({ archived: z.enum(['1']).optional() }), output: z.array(path) }),
  addPath: endpoint('POST /escalation-paths', { summary: 'Add a path', door: 'admin', body: pathBody.extend({ id }), output: path, refusals: [pathNameTaken, stepUnknown] }),
  changePath: endpoint('PUT /escalation-paths/:id', { summary: 'Change a path. Escalations that run keep the steps they began with.', door: 'admin', params: byId, body: pathBody.extend({ version: z.int() }), output: path, refusals: [pathNameTaken, pathChanged, stepUnknown] }),
  removePath: endpoint('DELETE /escalation-paths/:id', { summary: 'Take a path out of use', door: 'admin', params: byId, output: ok, refusals: [pathInUse, lastPath] }),

  settings: endpoint('GET /escalation-settings', { summary: 'When escalations are suggested, and which tags force one', door: 'teammate', output: escalationSettings.schema }),
  changeSettings: endpoint('PUT /escalation-settings', { summary: 'Change when escalations are suggested and which tags force one', door: 'admin', body: z.object({ suggest: z.boolean().optional(), forced: z.array(z.object({ tag: words(40).transform((tag) => tag.toLowerCase()), pathId: id.nullable().default(null) })).max(20).optional() }), output: escalationSettings.schema }),
} as const;
