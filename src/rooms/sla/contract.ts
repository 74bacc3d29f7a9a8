import { z } from 'zod';
import { endpoint, fact, refusal } from '../../core/contract.ts';
import { byId, id, ok, time, words } from '../../core/shapes.ts';
import { channel, priority, rowChange, waitingFor } from '../tickets/contract.ts';

export const target = z.enum(['first-reply', 'next-reply', 'update', 'resolution']);
const minutes = z.int().min(1).max(525_600).nullable().default(null);
const some = <T extends z.core.$ZodType>(item: T, max = 50) => z.array(item).max(max).default([]);

/** What a ticket must be like. Everything given must hold; of each list one is enough, of the tags all must be there. */
export const match = z.object({
  teamIds: some(id), priorities: some(priority, 4), channels: some(channel, 20), plans: some(words(80), 20).describe('of the customer or their company, whatever the case of the letters'), companyIds: some(id, 100),
  critical: z.boolean().default(false).describe('only customers or companies marked as critical'), tags: some(words(40), 10),
});
export const targets = z.object({ firstReply: minutes, nextReply: minutes, update: minutes.describe('a word to the customer at least this often'), resolution: minutes });
export const warn = z.union([z.object({ percent: z.int().min(10).max(95) }), z.object({ minutes: z.int().min(1).max(10_080) })]);
const body = z.object({
  name: words(80), match: match.prefault({}), targets, warn: warn.default({ percent: 75 }), always: z.boolean().default(false).describe('true: every hour counts; false: the business hours of the ticket’s team'),
  pauses: z.array(waitingFor).max(5).default(['customer']).describe('reasons of waiting for which time stands still'), reviewOn: z.iso.date().nullable().default(null),
});
export const policy = body.extend({ id, active: z.boolean(), version: z.int(), tickets: z.int().describe('that go by it now and are not closed'), words: z.object({ who: z.string(), what: z.string() }) }).meta({ id: 'SlaPolicy' });

/** How a policy fits a ticket, condition by condition. */
export const fit = z.object({ policyId: id, name: z.string(), fits: z.boolean(), chosen: z.boolean(), why: z.array(z.object({ holds: z.boolean(), words: z.string() })) });
export const standing = z.object({ policy: policy.nullable(), fits: z.array(fit).describe('strictest first; the first that fits is chosen') }).meta({ id: 'TicketSla' });

export const noTarget = refusal('sla.no-target', 422, 'A policy needs at least one target. Say how soon something must happen.');
export const nameTaken = refusal('sla.name-taken', 409, 'Another policy has this name. Choose a different one.');
export const changedSince = refusal('sla.changed', 409, 'Somebody changed this policy just before you. Look at it as it is now, then decide again.', z.object({ version: z.int() }));

/* Facts */
const about = { target, policyId: id, dueAt: time, ownerId: id.nullable(), leads: z.array(id), set: rowChange };
export const SlaAtRisk = fact('sla.at-risk', 'ticket', z.object(about), { shown: false });
export const SlaMissed = fact('sla.missed', 'ticket', z.object(about));
/** The ticket goes by another policy from now on, or by none. */
export const SlaChosen = fact('sla.chosen', 'ticket', z.object({ policyId: id.nullable(), was: id.nullable(), set: rowChange }), { shown: false });
export const SlaPolicyChanged = fact('sla.policy-changed', 'settings', z.object({ policyId: id, name: z.string(), gone: z.boolean() }), { shown: false });

const example = { body: { id: '0198c0de-0000-7000-8000-000000000001', name: 'Pro', match: { plans: ['Pro'] }, targets: { firstReply: 60, resolution: 1440 } } };
export const sla = {
  policies: endpoint('GET /sla/policies', { summary: 'Service levels, strictest first: the first that fits a ticket is the one it gets', door: 'teammate', output: z.array(policy) }),
  make: endpoint('POST /sla/policies', { summary: 'Make a service level. Open tickets that it fits go by it from now on.', door: 'admin', body: body.extend({ id }), output: policy, refusals: [noTarget, nameTaken], example }),
  change: endpoint('PUT /sla/policies/:id', { summary: 'Change a service level; running targets get their new times', door: 'admin', params: byId, body: body.extend({ version: z.int() }), output: policy, refusals: [noTarget, nameTaken, changedSince] }),
  retire: endpoint('DELETE /sla/policies/:id', { summary: 'Retire a service level; its tickets go by the next that fits', door: 'admin', params: byId, output: ok }),
  ofTicket: endpoint('GET /tickets/:id/sla', { summary: 'Which service level a ticket goes by, and why: every policy with what holds and what does not', door: 'teammate', params: byId, output: standing }),
  preview: endpoint('POST /sla/preview', {
    summary: 'What a service level would do: in plain words, how many open tickets it would get, and when an example would be due', door: 'admin', body: body.extend({ id: id.nullable().default(null) }),
    output: z.object({ words: z.object({ who: z.string(), what: z.string() }), wouldGet: z.int(), fits: z.int(), example: z.array(z.object({ target, dueAt: time.nullable() })), opened: time }),
  }),
} as const;
