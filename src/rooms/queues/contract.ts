import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, id, own, time, words } from '../../core/shapes.ts';
import { changed, notForYou, mergedAway, rowChange, ticketRow } from '../tickets/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const criterion = z.enum(['breach', 'priority', 'complaint', 'known', 'skill', 'language', 'age']).describe(
  'breach: late, or late soon · priority · complaint: has one of the complaint tags · known: you worked with this customer before · skill: a tag is one of your skills · language: you speak the customer’s · age: waits longer, by band');
export const picking = z.enum(['free', 'reason', 'lead', 'off']).describe('taking a ticket out of its turn. free: as one likes · reason: says why, leads see it · lead: asks a lead · off: not at all. Leads are free');
export const outcome = z.enum(['kept', 'given-back', 'idle', 'released', 'moved', 'left']);
const tag = z.string().trim().toLowerCase().min(1).max(40);
const seconds = (least: number, most: number) => z.number().int().min(least).max(most);

const each = {
  order: z.array(criterion).min(1).max(7).refine((all) => new Set(all).size === all.length, 'each at most once').describe('what decides, the first one first; what is the same by all of them is served by waiting time'),
  riskMinutes: seconds(1, 10_080).describe('late soon: due within so many minutes'),
  ageHours: z.array(z.number().min(0.25).max(8760)).min(1).max(6).refine((all) => all.every((h, n) => n === 0 || h > all[n - 1]!), 'rising').describe('bands of waiting time: within one band other criteria decide'),
  complaintTags: z.array(tag).max(10),
  picking,
  claimsAtOnce: z.number().int().min(1).max(5).describe('how many tickets one person works on at a time'),
  idleSeconds: seconds(30, 3600).describe('without a sign of life for so long, they are asked whether they go on'),
  warnSeconds: seconds(10, 600).describe('without an answer for so long after that, it goes back to its place'),
};
export const queueSettings = settings('queues', z.object({
  order: each.order.default(['breach', 'priority', 'complaint', 'known', 'skill', 'language', 'age']), riskMinutes: each.riskMinutes.default(60), ageHours: each.ageHours.default([1, 4, 8, 24]),
  complaintTags: each.complaintTags.default(['complaint']), picking: each.picking.default('reason'), claimsAtOnce: each.claimsAtOnce.default(1), idleSeconds: each.idleSeconds.default(120), warnSeconds: each.warnSeconds.default(30),
}));

// ── Shapes ───────────────────────────────────────────────────────────────────

/** Why a ticket is served before others; only what holds for it, in the order of the policy. */
export const reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('late'), dueAt: time }), z.object({ kind: z.literal('soon-late'), dueAt: time }), z.object({ kind: z.literal('priority'), priority: ticketRow.shape.priority }),
  z.object({ kind: z.literal('complaint'), tag: z.string() }), z.object({ kind: z.literal('known') }), z.object({ kind: z.literal('skill'), skill: z.string() }),
  z.object({ kind: z.literal('language'), language: z.string() }), z.object({ kind: z.literal('waiting'), since: time }),
]).meta({ id: 'QueueReason' });

/** Who works on a ticket of the queue without owning it. Times are the server's; `activeAt` is a few seconds behind. */
export const claim = z.object({
  id, ticketId: id, number: z.int(), subject: z.string(), teamId: id, personId: id, reasons: z.array(reason), at: time, activeAt: time, idleSeconds: z.int(), warnSeconds: z.int(),
  warnedAt: time.nullable().describe('asked since then whether they go on'), backAt: time.nullable().describe('goes back to the queue then, unless they do; null while it is protected'), protectedAt: time.nullable().describe('a live call: no time passes'),
}).meta({ id: 'Claim' });

export const served = z.object({ ticket: ticketRow, reasons: z.array(reason), since: time.describe('in the queue since') }).meta({ id: 'ServedTicket' });
/** Whether the asker may take the next one now, and if not, why and what to do first. */
const canTake = z.object({ ok: z.boolean(), why: z.string().describe('a sentence; empty when they may') });
const pick = z.object({ id, ticketId: id, number: z.int(), subject: z.string(), teamId: id, personId: id, reason: z.string(), at: time });

// ── Refusals ─────────────────────────────────────────────────────────────────

export const claimed = refusal('queues.claimed', 409, 'Somebody works on this ticket right now. Wait until they keep it or give it back; a lead may release it.', z.object({ ticketId: id, personId: id }));
export const finishFirst = refusal('queues.finish-first', 409, 'You work on a ticket already. Keep it, close it or give it back, then take the next.', z.object({ claims: z.array(claim) }));
export const nothingLeft = refusal('queues.nothing-left', 409, 'Nothing waits in your queue now.');
export const noTeam = refusal('queues.no-team', 409, 'You are in no team, so there is no queue to take from. Ask a lead to add you to one.');
export const notNow = refusal('queues.not-available', 409, 'You cannot be given work now.', z.object({ why: z.string() }));
export const reasonNeeded = refusal('queues.reason-needed', 409, 'This team works its queue in order. Say why you take this one, or take the next.', z.object({ ticketId: id, teamId: id, number: z.int() }));
export const inOrderOnly = refusal('queues.in-order-only', 409, 'This team works its queue in order. Take the next one instead.', z.object({ ticketId: id, teamId: id }));
export const claimOver = refusal('queues.claim-over', 409, 'You do not work on this ticket any more: it went back to the queue, or on to somebody. What you wrote is kept as your draft.', z.object({ ticketId: id, outcome: outcome.nullable() }));
export const onlyLeads = refusal('queues.only-leads', 403, 'Only those who lead the team release what somebody works on.');

// ── Facts ────────────────────────────────────────────────────────────────────

const set = rowChange;
export const Claimed = fact('queues.claimed', 'ticket', z.object({ claimId: id, personId: id, reasons: z.array(reason), set }));
/** Back in its place. `idle`: its time was over; `released`: by a lead, whose reason is read with the entry; `left`: the person is gone. */
export const GivenBack = fact('queues.given-back', 'ticket', z.object({ claimId: id, personId: id, how: z.enum(['given-back', 'idle', 'released', 'left']), set }));
/** Taken out of its turn: the reason is read with the entry. */
export const PickedOut = fact('queues.picked-out', 'ticket', z.object({ pickId: id, personId: id, set }));
/** To the person alone: asked whether they go on, going on, or protected by a call. */
export const LeaseChanged = fact('queues.lease-changed', 'claim', z.object({ claimId: id, ticketId: id, activeAt: time, warnedAt: time.nullable(), backAt: time.nullable(), protectedAt: time.nullable() }), { shown: false });
export const QueueSettingsChanged = fact('queues.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });

// ── Endpoints ────────────────────────────────────────────────────────────────

const teamId = id.optional().describe('default: your teams together');
const example = '0198c0de-0000-7000-8000-000000000001';
const whole = queueSettings.schema.extend({ own });
const body = z.object({});

export const queues = {
  queue: endpoint('GET /queue', {
    summary: 'A team’s queue, or your teams’ together, as it would be served to you now, with why; and who works on what', door: 'teammate', query: z.object({ teamId }),
    output: z.object({ teamIds: z.array(id), items: z.array(served).describe('the first 30'), total: z.int().describe('open without an owner'), working: z.array(claim.extend({ ticket: ticketRow })), canTake }),
  }),
  next: endpoint('POST /queue/next', {
    summary: 'Take next: a claim on the ticket that is next by policy, and why it is. Nobody else is given it, and nobody waits for anybody', door: 'agent', body: z.object({ id: id.describe('of the claim'), teamId }),
    output: z.object({ ticket: ticketRow, claim }), refusals: [finishFirst, nothingLeft, notNow, noTeam], example: { body: { id: example } },
  }),
  picks: endpoint('GET /queue/picks', { summary: 'What was taken out of its turn and why, newest first, in a team you lead', door: 'lead', query: z.object({ teamId: id }), output: z.object({ items: z.array(pick) }) }),

  mine: endpoint('GET /claims', { summary: 'What you work on now without owning it', door: 'teammate', output: z.object({ items: z.array(claim) }) }),
  ofTicket: endpoint('GET /tickets/:id/claim', { summary: 'Who works on a ticket now, and why it was given to them', door: 'teammate', params: byId, output: z.object({ claim: claim.nullable() }) }),
  keep: endpoint('POST /claims/:id/keep', { summary: 'Become the owner of what you work on', door: 'agent', params: byId, body, output: changed, refusals: [claimOver, mergedAway, notForYou] }),
  giveBack: endpoint('POST /claims/:id/give-back', { summary: 'Put what you work on back into its place in the queue; drafts stay yours', door: 'agent', params: byId, body, output: z.object({ ticket: ticketRow }), refusals: [claimOver] }),
  renew: endpoint('POST /claims/:id/renew', { summary: 'Go on working on it: its time begins anew', door: 'agent', params: byId, body, output: claim, refusals: [claimOver] }),
  release: endpoint('POST /claims/:id/release', { summary: 'As a lead: put back into the queue what somebody works on, with a reason', door: 'lead', params: byId, body: z.object({ reason: words(500) }), output: z.object({ ticket: ticketRow }), refusals: [claimOver, onlyLeads] }),

  settings: endpoint('GET /queue-settings', { summary: "How a team's queue is worked, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: whole }),
  changeSettings: endpoint('PUT /queue-settings', {
    summary: "Change how a team's queue is worked (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead',
    body: z.object({ teamId: id.nullable().default(null), ...(Object.fromEntries(Object.entries(each).map(([key, schema]) => [key, schema.nullish()])) as { [K in keyof typeof each]: z.ZodOptional<z.ZodNullable<(typeof each)[K]>> }) }), output: whole,
  }),
} as const;
