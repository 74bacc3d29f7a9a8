import { z } from 'zod';
import { endpoint, fact, refusal } from '../../core/contract.ts';
import { byId, id, ok, time, words } from '../../core/shapes.ts';
import { mergedAway, notForYou, rowChange } from '../tickets/contract.ts';

export const subtaskState = z.enum(['open', 'done', 'waived']);
/** One line of a ticket's checklist. */
export const subtask = z.object({
  id, ticketId: id, text: z.string(), required: z.boolean().describe('stands in the way of closing until it is done or waived'), state: subtaskState,
  templateId: id.nullable().describe('the template it came from'), madeById: id.nullable(), at: time, version: z.int(),
  doneAt: time.nullable(), doneById: id.nullable(), waivedAt: time.nullable(), waivedById: id.nullable(), waivedFor: z.string().nullable(),
  may: z.object({ change: z.boolean().describe('tick, waive, move'), loosen: z.boolean().describe('delete or reword it'), require: z.boolean().describe('say whether it is required') }),
}).meta({ id: 'Subtask' });

const item = z.object({ text: words(300), required: z.boolean().default(false) });
/** What a checklist begins with: by hand, or by itself on tickets of its team that carry one of its tags (without tags: on each). */
export const subtaskTemplate = z.object({
  id, teamId: id.nullable().describe('null: of the whole workspace'), name: z.string(), byItself: z.boolean(), tags: z.array(z.string()), items: z.array(item), version: z.int(), may: z.object({ edit: z.boolean() }),
}).meta({ id: 'SubtaskTemplate' });

export const mostSubtasks = 100;
export const tooMany = refusal('subtasks.too-many', 409, 'There are a hundred sub-tasks on this ticket already. Delete some, or open a follow-up ticket for the rest.', z.object({ most: z.int() }));
export const waiveIt = refusal('subtasks.waive-it', 403, 'Whether this sub-task is required is for whoever added it and for the leads of the team. Waive it with a reason instead.');
export const changedMeanwhile = refusal('subtasks.changed-meanwhile', 409, 'Somebody reworded this just before you. Look at it, then save yours again.', z.object({ version: z.int() }));
export const settledAlready = refusal('subtasks.settled-already', 409, 'This sub-task was settled another way meanwhile. Take that back first.', z.object({ state: subtaskState, byId: id.nullable() }));
export const elsewhere = refusal('subtasks.elsewhere', 422, 'That sub-task is on another ticket, or was deleted. Reload and move it again.');
export const nothingToAdd = refusal('subtasks.nothing-to-add', 409, 'All of this template is on the ticket already.');
export const templateExists = refusal('subtasks.template-exists', 409, 'There is a template of this name already. Give it another name, or change that one.');

/* Facts about the ticket. The words of a sub-task stay in its table. `quiet`: nobody is called to a ticket for it. */
const about = { subtaskId: id, quiet: z.literal(true), set: rowChange };
const inSilence = { shown: false };
export const SubtaskAdded = fact('subtasks.added', 'ticket', z.object({ ...about, required: z.boolean() }), inSilence);
export const SubtaskChanged = fact('subtasks.changed', 'ticket', z.object({ ...about, required: z.boolean() }), inSilence);
export const SubtaskMoved = fact('subtasks.moved', 'ticket', z.object(about), inSilence);
export const SubtaskTicked = fact('subtasks.ticked', 'ticket', z.object(about));
export const SubtaskWaived = fact('subtasks.waived', 'ticket', z.object(about));
/** Not done after all, or not waived after all: open again. */
export const SubtaskReopened = fact('subtasks.reopened', 'ticket', z.object({ ...about, was: subtaskState }));
export const SubtaskRemoved = fact('subtasks.removed', 'ticket', z.object({ ...about, required: z.boolean() }), inSilence);
export const SubtaskRestored = fact('subtasks.restored', 'ticket', z.object(about), inSilence);
/** A template was put on the ticket: `byItself`, since it was opened in the team, came to it, or was tagged. */
export const TemplateApplied = fact('subtasks.template-applied', 'ticket', z.object({ templateId: id, name: z.string(), count: z.int(), byItself: z.boolean(), quiet: z.literal(true), set: rowChange }));
export const TemplateChanged = fact('subtasks.template-changed', 'settings', z.object({ templateId: id, teamId: id.nullable() }), inSilence);

const verb = { door: 'agent', params: byId, output: subtask } as const;
const common = [mergedAway, notForYou] as const;
const tag = z.string().trim().toLowerCase().min(1).max(40);
const templateFields = { name: words(80), byItself: z.boolean().default(false), tags: z.array(tag).max(20).default([]), items: z.array(item).min(1).max(30) };

export const subtasks = {
  list: endpoint('GET /tickets/:id/subtasks', { summary: 'The checklist of a ticket and of those merged into it, in its order', door: 'teammate', params: byId, output: z.array(subtask) }),
  add: endpoint('POST /tickets/:id/subtasks', {
    summary: 'Add a sub-task, at the end or before another', door: 'agent', params: byId, output: subtask, refusals: [...common, tooMany, elsewhere],
    body: z.object({ id, text: words(300), required: z.boolean().default(false), beforeId: id.nullable().default(null) }),
    example: { body: { id: '0198c0de-0000-7000-8000-000000000001', text: 'Ask for the meter number', required: true } },
  }),
  change: endpoint('PATCH /subtasks/:id', {
    summary: 'Reword a sub-task, or make it required or advisory', door: 'agent', params: byId, output: subtask, refusals: [...common, changedMeanwhile, waiveIt],
    body: z.object({ text: words(300).optional(), required: z.boolean().optional(), version: z.int().optional().describe('the version you saw') }),
  }),
  move: endpoint('POST /subtasks/:id/move', { ...verb, summary: 'Put a sub-task before another one of its ticket, or at the end', body: z.object({ beforeId: id.nullable() }), refusals: [...common, elsewhere] }),
  tick: endpoint('POST /subtasks/:id/tick', { ...verb, summary: 'It is done. Said twice, the first who said it stays', refusals: [...common, settledAlready] }),
  waive: endpoint('POST /subtasks/:id/waive', { ...verb, summary: 'It need not be done, and why', body: z.object({ reason: words(300, 3) }), refusals: [...common, settledAlready] }),
  reopen: endpoint('POST /subtasks/:id/reopen', { ...verb, summary: 'It is not done, or not waived, after all', refusals: common }),
  remove: endpoint('DELETE /subtasks/:id', { summary: 'Delete a sub-task; `restore` brings it back', door: 'agent', params: byId, output: ok, refusals: [...common, waiveIt] }),
  restore: endpoint('POST /subtasks/:id/restore', { ...verb, summary: 'Bring back a deleted sub-task', refusals: [...common, tooMany] }),
  apply: endpoint('POST /tickets/:id/subtask-template', {
    summary: 'Put a template on a ticket. What of it is there already is not added twice.', door: 'agent', params: byId, body: z.object({ templateId: id }), output: z.array(subtask), refusals: [...common, tooMany, nothingToAdd],
  }),

  templates: endpoint('GET /subtask-templates', { summary: 'Templates of the workspace and of the teams you see, by name', door: 'teammate', output: z.object({ items: z.array(subtaskTemplate) }) }),
  addTemplate: endpoint('POST /subtask-templates', {
    summary: "Make a template for a team (its leads) or for the workspace (admins)", door: 'lead', body: z.object({ id, teamId: id.nullable().default(null), ...templateFields }), output: subtaskTemplate, refusals: [templateExists],
  }),
  changeTemplate: endpoint('PUT /subtask-templates/:id', { summary: 'Change a template; tickets that have it keep what they have', door: 'lead', params: byId, body: z.object({ ...templateFields, version: z.int() }), output: subtaskTemplate, refusals: [templateExists, changedMeanwhile] }),
  removeTemplate: endpoint('DELETE /subtask-templates/:id', { summary: 'Remove a template; tickets that have it keep what they have', door: 'lead', params: byId, output: ok }),
  restoreTemplate: endpoint('POST /subtask-templates/:id/restore', { summary: 'Bring back a removed template', door: 'lead', params: byId, output: subtaskTemplate, refusals: [templateExists] }),
} as const;
