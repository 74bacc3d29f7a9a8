import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, cursor, id, own, page, time, words } from '../../core/shapes.ts';
import { mergedAway, notForYou, rowChange } from '../tickets/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const actName = z.string().regex(/^[a-z][a-z-]{1,30}\.[a-z][a-z-]{1,40}$/).describe('a reserved act, such as `tickets.child-new`');
export const state = z.enum(['pending', 'approved', 'refused', 'withdrawn']);
const reason = words(1000).describe('why it is needed, in the words of whoever asks');
const saying = words(2000, 0).describe('what the one who decides says; it becomes their note on the ticket when they approve');

/** Who asks before doing a reserved act: nobody, those who do not lead the team, or everybody (then somebody else who leads decides). */
export const asks = z.enum(['nobody', 'agents', 'everybody']);
export const actPolicy = z.object({
  asks, above: z.number().min(0).max(1_000_000).nullable().default(null).describe('only above this measure of the act, such as minutes; null: always'),
  except: z.array(id).max(100).default([]).describe('people who need not ask'),
}).meta({ id: 'ApprovalPolicy' });
/** Per act; an act nobody has set follows the default it was registered with. */
export const policySettings = settings('approvals', z.record(actName, actPolicy));
export const timeSettings = settings('approval-times', z.object({
  answerMinutes: z.number().int().min(1).max(10_080).default(60).describe('until a request that nobody decided goes up the line'),
}));

const amount = z.number().min(0).max(1_000_000_000).refine((n) => Number.isInteger(Math.round(n * 1e6) / 1e4), 'at most two decimals');
const limit = amount.nullable().describe('up to this much for one ticket, without asking; null: any amount');
export const topicKey = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);
/** What may be decided about one topic, by role, and by people for whom another limit holds. */
export const topicRule = z.object({
  name: words(60), currency: z.string().regex(/^[A-Z]{3}$/, 'three capital letters, such as EUR'), agents: limit, leads: limit, admins: limit,
  people: z.record(id, limit).default({}), off: z.boolean().default(false).describe('no longer used; what was decided stays'),
}).meta({ id: 'AuthorityRule' });
/** Per topic; a team's rule replaces the workspace's. */
export const authoritySettings = settings('authority', z.record(topicKey, topicRule));

// ── Shapes ───────────────────────────────────────────────────────────────────

export const decider = z.object({ id, name: z.string(), there: z.boolean().describe('false: away now') });
export const approval = z.object({
  id, act: actName, say: z.string().describe('what kind of act'), words: z.string().describe('what would happen'), state, teamId: id, requesterId: id, reason: z.string(),
  ticket: z.object({ id, number: z.int(), subject: z.string() }).nullable(), look: z.string().nullable().describe('where the product shows what it is about, where that is no ticket'),
  context: z.object({
    customerName: z.string(), plan: z.string().nullable(), critical: z.boolean(), backlog: z.int().describe('tickets the requester owned when asking'), ticketMadeAt: time.nullable(),
  }),
  askedIds: z.array(id).describe('who was asked to decide, in order'), passedIds: z.array(id).describe('who of them passed it on'), step: z.int().describe('how often it went up the line'), at: time, dueAt: time.nullable().describe('goes up the line then'),
  decidedById: id.nullable(), decidedAt: time.nullable(), answer: z.string().describe('what the one who decided said'), noteId: id.nullable(),
  may: z.object({ decide: z.boolean(), withdraw: z.boolean(), passOn: z.boolean().describe('asked of you, and there is somebody to ask next') }),
}).meta({ id: 'Approval' });

export const decision = z.object({ id, ticketId: id, personId: id, topic: topicKey, topicName: z.string(), amount, currency: z.string(), reason: z.string(), approvalId: id.nullable(), at: time }).meta({ id: 'Decision' });
export const authority = z.object({
  topics: z.array(z.object({
    topic: topicKey, name: z.string(), currency: z.string(), mine: limit, left: limit.describe('of mine, on this ticket'), leads: limit, admins: limit,
    people: z.array(z.object({ id, name: z.string(), limit })).describe('who leads the team or has a limit of their own'),
  })),
  decisions: z.array(decision),
}).meta({ id: 'Authority' });

// ── Refusals ─────────────────────────────────────────────────────────────────

export const needed = refusal('approvals.needed', 409, 'This needs a lead’s yes. Say why, and it happens as soon as they agree.', z.object({
  act: actName, say: z.string(), words: z.string().describe('what would happen'), ticketId: id.nullable(), teamId: id, deciders: z.array(decider).describe('who would be asked, first one first'),
  data: z.unknown().describe('send it with the request'), pendingId: id.nullable().describe('somebody asked for this already'),
}));
export const pendingAlready = refusal('approvals.pending-already', 409, 'Somebody asked for this on this ticket already. It waits for a decision.', z.object({ approvalId: id, requesterId: id }));
export const notNeeded = refusal('approvals.not-needed', 409, 'This needs no approval from you. Do it.');
export const nobodyDecides = refusal('approvals.nobody-decides', 409, 'There is nobody but you who could decide this. Ask an admin to add a lead to the team.');
export const notAsked = refusal('approvals.not-asked', 403, 'You were not asked to decide this, so that it is not yours to pass on.');
export const nobodyNext = refusal('approvals.nobody-next', 409, 'Everybody who could decide this was asked already. Approve or refuse it.');
export const passedAlready = refusal('approvals.passed-already', 409, 'You passed this on already. It waits for whoever was asked after you; you may still decide it.');
export const ownRequest = refusal('approvals.own', 403, 'Nobody decides what they asked for themselves. Somebody else who leads the team does.');
export const notDecider = refusal('approvals.not-yours-to-decide', 403, 'This is decided by those who lead the team, within their own limits.');
export const decidedAlready = refusal('approvals.decided-already', 409, 'This was decided or withdrawn already.', z.object({ state, byId: id.nullable() }));
export const whyNeeded = refusal('approvals.why-needed', 422, 'Say why not, so that the one who asked can go on.');
export const requesterGone = refusal('approvals.requester-gone', 409, 'The one who asked cannot do this any more: they left, or may no longer work this ticket. Refuse it.');
export const notRequester = refusal('approvals.not-requester', 403, 'Only the one who asked can withdraw it.');
export const actUnknown = refusal('approvals.act-unknown', 422, 'There is no such reserved act here.');
export const linkDead = refusal('approvals.link-dead', 410, 'This link was used, has run out, or is no longer yours to use. Open the approval in the app.');
export const linkForeign = refusal('approvals.link-foreign', 403, 'This link is for somebody else. Sign out, or open the approvals in the app.');
export const topicUnknown = refusal('approvals.topic-unknown', 422, 'Nothing is written down about who decides this. Choose another topic, or ask an admin to add it.');

// ── Facts: ids only; reasons and answers are read by who may see the ticket ──

const about = { approvalId: id, act: actName, requesterId: id, set: rowChange };
export const ApprovalAsked = fact('approvals.asked', 'ticket', z.object({ ...about, askedIds: z.array(id), dueAt: time }));
/** Nobody decided in time, or, said by a person, they passed it on: asked next. `again`: everybody was asked, and is told once more. */
export const ApprovalClimbed = fact('approvals.climbed', 'ticket', z.object({ ...about, askedIds: z.array(id), again: z.boolean(), loud: z.enum(['app', 'mail']) }));
/** Whoever passed it on has it on their list again; who was asked meanwhile stays asked. */
export const ApprovalTakenUp = fact('approvals.taken-up', 'ticket', z.object(about));
export const ApprovalDecided = fact('approvals.decided', 'ticket', z.object({ ...about, approved: z.boolean(), noteId: id.nullable() }));
export const ApprovalWithdrawn = fact('approvals.withdrawn', 'ticket', z.object(about));
/** The same for what is asked without a ticket, such as leave: to the requester and those who decide. `nowIds`: who is asked with this; `again`: everybody was asked before. */
export const ApprovalMoved = fact('approvals.moved', 'approval', z.object({ approvalId: id, act: actName, requesterId: id, askedIds: z.array(id), nowIds: z.array(id), again: z.boolean(), state }), { shown: false });
export const DecisionRecorded = fact('approvals.decision-recorded', 'ticket', z.object({ decisionId: id, topic: topicKey, amount, currency: z.string(), approvalId: id.nullable(), set: rowChange }));
/** Stands in the security log with what held before and what holds now. */
export const PolicyChanged = fact('approvals.policy-changed', 'settings', z.object({ teamId: id.nullable(), what: z.enum(['policy', 'authority']), changes: z.array(z.object({ key: z.string(), before: z.unknown(), after: z.unknown() })) }), { shown: false });

// ── Endpoints ────────────────────────────────────────────────────────────────

const example = '0198c0de-0000-7000-8000-000000000001';
const token = z.string().min(20).max(200);
const verdict = z.object({ approve: z.boolean(), answer: saying.default('') });
const deciding = [ownRequest, notDecider, decidedAlready, whyNeeded, requesterGone] as const;
const few = { max: 30, seconds: 60 } as const;
const ofTeam = z.object({ teamId: id.optional() });
const act = z.object({ name: actName, say: z.string(), help: z.string(), unit: z.string().nullable().describe('of what the act is measured in, such as minutes'), policy: actPolicy, standard: actPolicy.describe('when nothing is set') });
const policy = z.object({ acts: z.array(act), answerMinutes: z.int(), own: z.array(z.string()).describe('acts and `answerMinutes` set here; the others come from the workspace, or are the defaults') });
const table = z.object({ topics: z.record(topicKey, topicRule), own });

export const approvals = {
  list: endpoint('GET /approvals', {
    summary: 'Requests: `waiting` for your decision and not passed on by you, `mine` that you asked for and that wait, or `all` that you may see, newest first', door: 'agent', keys: true,
    query: z.object({ box: z.enum(['waiting', 'mine', 'all']).default('waiting'), state: state.optional(), cursor, limit: z.coerce.number().int().min(1).max(100).default(50) }), output: page(approval),
  }),
  show: endpoint('GET /approvals/:id', { summary: 'One request', door: 'agent', params: byId, output: approval }),
  ofTicket: endpoint('GET /tickets/:id/approvals', { summary: 'What waits for a decision on a ticket', door: 'teammate', params: byId, output: z.object({ items: z.array(approval) }) }),
  ask: endpoint('POST /approvals', {
    summary: 'Ask for a yes to a reserved act, with the `act` and `data` of the refusal `approvals.needed`. It happens when somebody approves.', door: 'agent',
    body: z.object({ id, act: actName, data: z.unknown(), reason }), output: approval, refusals: [pendingAlready, notNeeded, nobodyDecides, actUnknown, mergedAway, notForYou],
    example: { body: { id: example, act: 'tickets.child-new', data: {}, reason: 'The customer asks about a second boiler.' } },
  }),
  decide: endpoint('POST /approvals/:id/decide', {
    summary: 'Approve or refuse. Approving writes your note on the ticket and does the act, both or neither; when the act is refused, so is this, and the request stays.', door: 'agent', keys: false, params: byId, body: verdict, output: approval, refusals: deciding,
  }),
  decideMany: endpoint('POST /approvals/decide', {
    summary: 'Decide several the same way, each on its own', door: 'agent', keys: false, transaction: false, body: verdict.extend({ ids: z.array(id).min(1).max(100) }),
    output: z.object({ items: z.array(z.object({ id, ok: z.boolean(), code: z.string().nullable(), say: z.string().nullable() })) }),
  }),
  withdraw: endpoint('POST /approvals/:id/withdraw', { summary: 'Take back what you asked for', door: 'agent', params: byId, body: z.object({}), output: approval, refusals: [notRequester, decidedAlready] }),
  passOn: endpoint('POST /approvals/:id/pass-on', { summary: 'Asked of you, and not yours to decide now: the next who may is asked at once', door: 'agent', keys: false, params: byId, body: z.object({}), output: approval, refusals: [notAsked, passedAlready, decidedAlready, nobodyNext] }),
  takeUp: endpoint('POST /approvals/:id/take-up', { summary: 'What you passed on waits for you again; who was asked meanwhile stays asked', door: 'agent', keys: false, params: byId, body: z.object({}), output: approval, refusals: [notAsked, decidedAlready] }),
  lookAtLink: endpoint('POST /approval-links/look', {
    summary: 'What a link from a mail is about. Changes nothing.', door: 'public', limit: few, body: z.object({ token }), refusals: [linkDead, linkForeign],
    output: z.object({ workspace: z.string(), decider: z.string(), requester: z.string(), say: z.string(), words: z.string(), reason: z.string(), ticket: approval.shape.ticket, context: approval.shape.context, at: time }),
  }),
  decideByLink: endpoint('POST /approval-links/decide', {
    summary: 'Decide with a link from a mail: works once, until it runs out, for the one it was sent to', door: 'public', limit: few, body: verdict.extend({ token }), output: z.object({ approved: z.boolean() }), refusals: [linkDead, linkForeign, ...deciding],
  }),

  authority: endpoint('GET /tickets/:id/authority', { summary: 'Who decides what about this ticket, and what was decided', door: 'teammate', params: byId, output: authority }),
  decideOn: endpoint('POST /tickets/:id/decisions', {
    summary: 'Record what you decided for the customer, such as a refund. Above your limit it needs a yes: `approvals.needed`.', door: 'agent', params: byId,
    body: z.object({ id, topic: topicKey, amount, reason }), output: decision, refusals: [needed, topicUnknown, mergedAway, notForYou], example: { body: { id: example, topic: 'refund', amount: 80, reason: 'Charged twice in January' } },
  }),

  policy: endpoint('GET /approval-policy', { summary: "What is reserved for leads, in a team or in the workspace. Lists the acts that exist here.", door: 'teammate', query: ofTeam, output: policy }),
  changePolicy: endpoint('PUT /approval-policy', {
    summary: "Change what is reserved in a team (its leads) or the workspace (admins). null lets go of a value: the one above holds again.", door: 'lead', keys: false,
    body: z.object({ teamId: id.nullable().default(null), acts: z.record(actName, actPolicy.nullable()).default({}), answerMinutes: z.number().int().min(1).max(10_080).nullish() }), output: policy, refusals: [actUnknown],
  }),
  limits: endpoint('GET /authority', { summary: 'Who decides what, by topic', door: 'teammate', query: ofTeam, output: table }),
  changeLimits: endpoint('PUT /authority', {
    summary: "Change who decides what in a team (its leads, within their own limits) or the workspace (admins). null lets go of a team's rule.", door: 'lead', keys: false,
    body: z.object({ teamId: id.nullable().default(null), topics: z.record(topicKey, topicRule.nullable()) }), output: table,
  }),
} as const;
