import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, id, ok, own, time, words } from '../../core/shapes.ts';

/** When a customer counts as tried in vain: so many attempts, on so many occasions that lie so many hours apart, by so many channels. */
export const attemptsRule = z.object({ attempts: z.int().min(1).max(20), occasions: z.int().min(1).max(10), hoursApart: z.int().min(1).max(336), channels: z.int().min(1).max(5) });
const rules = {
  note: z.boolean().describe('a last note of whoever closes'), subtasks: z.boolean().describe('required sub-tasks done or waived'), promises: z.boolean().describe('promises kept, withdrawn, or moved and the customer told'),
  approvals: z.boolean().describe('no approval is waited for'), attempts: attemptsRule.nullable().describe('how often the customer must have been tried in vain; null: need not'),
};
const reasonBody = z.object({ name: words(80), active: z.boolean().default(true), note: rules.note.default(true), subtasks: rules.subtasks.default(true), promises: rules.promises.default(true), approvals: rules.approvals.default(true), attempts: rules.attempts.default(null) });
/** Why a ticket is closed, with what must be so before. */
export const closeReason = z.object({ id, teamId: id.nullable().describe('null: of the workspace'), name: z.string(), active: z.boolean(), ...rules, version: z.int(), used: z.int().describe('tickets closed for it in the last 30 days, of teams you see') }).meta({ id: 'CloseReason' });
const choice = closeReason.omit({ used: true, version: true, active: true });

/** Something that stands before closing, or stood and was waived. */
export const closingNeed = z.object({
  id: z.string(), kind: z.string().describe('reason, note, attempts, promise, subtask, approval, escalation, …'), words: z.string(), required: z.boolean().describe('false: shown, stops nobody'), firm: z.boolean().describe('true: it stops whatever the reason asks for'),
  act: z.string().nullable().describe('what settles it in the browser'), waived: z.string().nullable().describe('why it need not be done'), data: z.unknown().describe('what its room says of it'),
}).meta({ id: 'ClosingNeed' });

export const pastClosing = z.object({
  id: id.describe('the entry of the timeline'), reasonId: id.nullable(), reason: z.string().describe('as it was called; empty where none was asked for'), noteId: id.nullable(), waived: z.array(z.object({ kind: z.string(), words: z.string(), why: z.string() })),
  personId: id.nullable(), at: time, endedAt: time.nullable().describe('when it was opened again'), endedById: id.nullable().describe('null: the customer wrote'),
}).meta({ id: 'Closing' });

export const checklist = z.object({
  asked: z.boolean().describe('whether the team asks for a reason'), reasons: z.array(choice).describe('those to choose from, in their order'), reasonId: id.nullable(), needs: z.array(closingNeed),
  closings: z.array(pastClosing).describe('every time it was closed, the last one first'),
}).meta({ id: 'ClosingChecklist' });

export const closingSettings = settings('closings', z.object({ asked: z.boolean().default(true).describe('whether tickets are closed with a reason, by its rules') }));

/** Stops `tickets.may-close`. The same list is in `GET /tickets/{id}/closing`. */
export const notYet = refusal('closings.not-yet', 409, 'This ticket is not ready to be closed. See what is still open, settle it, then close it.', z.object({ ticketId: id, number: z.int(), reasonId: id.nullable(), unmet: z.array(closingNeed) }));
export const reasonExists = refusal('closings.reason-exists', 409, 'There is a reason of this name already. Give it another name, or change that one.');
export const reasonChanged = refusal('closings.reason-changed', 409, 'Somebody changed this reason since you opened it. Look at it again, then save.', z.object({ version: z.int() }));
export const lastReason = refusal('closings.last-reason', 409, 'Keep at least one reason in use: without one nothing could be closed. Or stop asking for reasons.');
export const orderChanged = refusal('closings.order-changed', 409, 'The list changed meanwhile. Look at it again, then order it.');

/** Reasons of a list, its order, or whether they are asked for changed. `teamId` null: the workspace's. */
export const ReasonsChanged = fact('closings.reasons-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });

/** A reason by its name, for lists that are narrowed to it: those of a team's own list and those removed too. */
const known = z.object({ id, name: z.string(), teamId: id.nullable(), removed: z.boolean() });
const ofTeam = z.object({ teamId: id.optional() });
const list = z.object({ items: z.array(closeReason), own: z.boolean().describe('false: the team has no list of its own, these are the workspace’s') });

export const closings = {
  ofTicket: endpoint('GET /tickets/:id/closing', { summary: 'What stands before closing a ticket for a reason: the list that a refusal carries too; the reasons; how it was closed before', door: 'teammate', params: byId, query: z.object({ reasonId: id.optional() }), output: checklist }),
  reasons: endpoint('GET /close-reasons', { summary: 'Close reasons of a team, or the workspace’s, in their order', door: 'teammate', query: ofTeam, output: list }),
  known: endpoint('GET /close-reasons/known', { summary: 'Every reason that tickets you see may be closed for, removed ones last: for `closedFor` of ticket lists', door: 'teammate', output: z.array(known) }),
  addReason: endpoint('POST /close-reasons', {
    summary: 'Add a reason to the list of a team you lead, or as an admin to the workspace’s', door: 'lead', body: reasonBody.extend({ id, teamId: id.nullable().default(null) }), output: closeReason, refusals: [reasonExists],
    example: { body: { id: '0198c0de-0000-7000-8000-000000000001', name: 'Duplicate order', note: false } },
  }),
  changeReason: endpoint('PUT /close-reasons/:id', { summary: 'Change a reason; tickets closed for it keep the name it had', door: 'lead', params: byId, body: reasonBody.extend({ version: z.int() }), output: closeReason, refusals: [reasonExists, reasonChanged, lastReason] }),
  removeReason: endpoint('DELETE /close-reasons/:id', { summary: 'Remove a reason; tickets closed for it keep its name', door: 'lead', params: byId, output: ok, refusals: [lastReason] }),
  restoreReason: endpoint('POST /close-reasons/:id/restore', { summary: 'Take back that a reason was removed', door: 'lead', params: byId, output: closeReason, refusals: [reasonExists] }),
  order: endpoint('PUT /close-reasons/order', { summary: 'Order the reasons of a list', door: 'lead', body: z.object({ teamId: id.nullable().default(null), ids: z.array(id).min(1).max(100) }), output: list, refusals: [orderChanged] }),
  makeOwn: endpoint('POST /close-reasons/own', { summary: 'Give a team a list of its own, which begins as a copy of the workspace’s', door: 'lead', body: z.object({ teamId: id }), output: list }),
  dropOwn: endpoint('POST /close-reasons/shared', { summary: 'Let a team go by the workspace’s list again; its own reasons are removed', door: 'lead', body: z.object({ teamId: id }), output: list }),
  settings: endpoint('GET /closing-settings', { summary: 'Whether a team, or the workspace, asks for reasons', door: 'teammate', query: ofTeam, output: closingSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /closing-settings', {
    summary: 'Ask for reasons or not, in a team (its leads) or the workspace (admins). null: what the workspace says holds.', door: 'lead', body: z.object({ teamId: id.nullable().default(null), asked: z.boolean().nullish() }), output: closingSettings.schema.extend({ own }),
  }),
} as const;
