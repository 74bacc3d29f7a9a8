import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, id, own, time, words } from '../../core/shapes.ts';
import { cannotOwn, mergedAway, notForYou, rowChange } from '../tickets/contract.ts';

export const promiseState = z.enum(['open', 'kept', 'broken', 'withdrawn']);
/** A callback is a promise that the phone reminds of and sees attended. */
export const promiseKind = z.enum(['promise', 'callback']);
export const promiseMove = z.object({ was: time, dueAt: time, told: z.boolean().describe('whether those it was given to were told of the new time'), reason: z.string(), personId: id.nullable(), at: time });
export const promise = z.object({
  id, kind: promiseKind, ticketId: id, number: z.int().describe('of the ticket'), subject: z.string(), customerName: z.string(), text: z.string(), dueAt: time, ownerId: id,
  to: z.object({ kind: z.enum(['customer', 'person']), id: id.nullable() }), saidIn: id.nullable().describe('the message or note it was said in'),
  state: promiseState, late: z.boolean().describe('broken and still owed'), madeBy: id.nullable(), madeAt: time, keptAt: time.nullable(), brokenAt: time.nullable(), withdrawnFor: z.string().nullable(), moves: z.array(promiseMove),
}).meta({ id: 'Promise' });

export const promiseSettings = settings('promises', z.object({
  warnMinutes: z.int().min(0).max(2880).default(60).describe('so long before it is due its owner is reminded; never earlier than when three quarters of its time are over'),
}));

export const notAhead = refusal('promises.not-ahead', 422, 'A promise needs a time that is ahead, within two years.');
export const noLongerOpen = refusal('promises.settled', 409, 'This promise is settled already. Reload to see how.', z.object({ state: promiseState }));
export const keptNot = refusal('promises.not-kept', 409, 'This promise is not marked as kept.', z.object({ state: promiseState }));

/* Facts about the ticket. The words of a promise stay in its table; `id` says which. */
const about = { promiseId: id, kind: promiseKind.default('promise'), ownerId: id, set: rowChange };
export const PromiseMade = fact('promises.made', 'ticket', z.object({ ...about, dueAt: time, to: promise.shape.to, saidIn: id.nullable() }));
export const PromiseKept = fact('promises.kept', 'ticket', z.object({ ...about, late: z.boolean() }));
export const PromiseReopened = fact('promises.reopened', 'ticket', z.object({ ...about, dueAt: time }));
export const PromiseMoved = fact('promises.moved', 'ticket', z.object({ ...about, was: time, dueAt: time, told: z.boolean() }));
export const PromisePassed = fact('promises.passed', 'ticket', z.object({ ...about, from: id }), { shown: false });
export const PromiseWithdrawn = fact('promises.withdrawn', 'ticket', z.object(about));
/** Nearly due: for its owner. */
export const PromiseDueSoon = fact('promises.due-soon', 'ticket', z.object({ ...about, dueAt: time }), { shown: false });
/** Its time is over and it was not kept: once for each time it had. */
export const PromiseBroken = fact('promises.broken', 'ticket', z.object({ ...about, dueAt: time, leads: z.array(id).describe('who is told beside its owner') }));
export const promiseFacts = [PromiseMade, PromiseKept, PromiseReopened, PromiseMoved, PromisePassed, PromiseWithdrawn, PromiseDueSoon, PromiseBroken] as const;
export const PromiseSettingsChanged = fact('promises.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });

const verb = { door: 'agent', params: byId, output: promise } as const;
const common = [mergedAway, notForYou] as const;

export const promises = {
  ofTicket: endpoint('GET /tickets/:id/promises', { summary: 'Promises on a ticket: those owed first, by due time', door: 'teammate', params: byId, output: z.array(promise) }),
  mine: endpoint('GET /promises', { summary: 'Promises you owe, the next due first, late ones before; 200 at most', door: 'teammate', output: z.array(promise) }),
  make: endpoint('POST /tickets/:id/promises', {
    summary: 'Write down what somebody was told would happen, until when, and who sees to it (you, unless said otherwise)', door: 'agent', params: byId, output: promise, refusals: [...common, notAhead, cannotOwn],
    body: z.object({ id, text: words(500), dueAt: time, ownerId: id.optional(), to: z.object({ kind: z.enum(['customer', 'person']), id: id.nullable().default(null) }).default({ kind: 'customer', id: null }), saidIn: id.nullable().default(null) }),
    example: { body: { id: '0198c0de-0000-7000-8000-000000000001', text: 'Call back about the boiler', dueAt: '2026-12-01T14:00:00Z' } },
  }),
  keep: endpoint('POST /promises/:id/keep', { ...verb, summary: 'It was kept; a broken one: kept late', refusals: [...common, noLongerOpen] }),
  reopen: endpoint('POST /promises/:id/reopen', { ...verb, summary: 'It was not kept after all: takes back that it was', refusals: [...common, keptNot] }),
  move: endpoint('POST /promises/:id/move', {
    ...verb, summary: 'Give it another time, saying whether those it was given to were told', refusals: [...common, noLongerOpen, notAhead],
    body: z.object({ dueAt: time, told: z.boolean(), reason: words(300) }), example: { body: { dueAt: '2026-12-02T14:00:00Z', told: true, reason: 'The part comes a day later' } },
  }),
  pass: endpoint('POST /promises/:id/pass', { ...verb, summary: 'Let somebody else see to it', body: z.object({ personId: id }), refusals: [...common, noLongerOpen, cannotOwn] }),
  withdraw: endpoint('POST /promises/:id/withdraw', { ...verb, summary: 'It was no promise, or is not wanted any more', body: z.object({ reason: words(300) }), refusals: [...common, noLongerOpen] }),

  settings: endpoint('GET /promise-settings', { summary: "A team's promise settings, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: promiseSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /promise-settings', {
    summary: "Change a team's promise settings (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead',
    body: z.object({ teamId: id.nullable().default(null), warnMinutes: z.int().min(0).max(2880).nullish() }), output: promiseSettings.schema.extend({ own }),
  }),
} as const;
