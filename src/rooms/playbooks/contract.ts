import { z } from 'zod';
import { endpoint, fact, refusal } from '../../core/contract.ts';
import { byId, id, ok, time, words } from '../../core/shapes.ts';

const phrase = words(60, 2);
const some = z.array(phrase).max(200);
/** When a playbook appears. A phrase is met as whole words whatever their case; `*` at its end stands for any ending. */
export const trigger = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer-words'), words: some, loud: z.boolean().default(false).describe('also when somebody writes in capitals, or with many exclamation marks') }).describe('in what the customer wrote since our last reply'),
  z.object({ kind: z.literal('draft-words'), words: some.min(1) }).describe('in a reply while it is written; nothing of it is kept'),
  z.object({ kind: z.literal('first-contact') }).describe('the customer never had a ticket before, and nobody replied yet'),
  z.object({ kind: z.literal('closing'), words: some }).describe('when somebody is about to close, or the customer says these words in the last message'),
  z.object({ kind: z.literal('by-hand') }).describe('only when somebody opens it'),
]);
export const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['ask', 'promise', 'escalate', 'hand-off', 'close']) }),
  z.object({ kind: z.literal('insert'), phrases: z.object({ en: words(1000, 0).default(''), de: words(1000, 0).default(''), fr: words(1000, 0).default(''), es: words(1000, 0).default('') }).describe('by language; `{customer}` and `{me}` are filled in') }),
]);
export const step = z.object({ text: words(120), help: words(300, 0).default(''), act: act.nullable().default(null) });

export const playbook = z.object({
  id, teamId: id.nullable().describe('null: of the workspace'), replaces: id.nullable().describe('the one of the workspace that this is in place of, in its team'), active: z.boolean(),
  name: z.string(), trigger, steps: z.array(step), version: z.int(), may: z.object({ edit: z.boolean() }),
}).meta({ id: 'Playbook' });
/** Why one appeared: the words met and where they stand. */
export const why = z.object({ kind: z.enum(['customer-words', 'loud', 'first-contact', 'closing']), words: z.string().describe('as they were written; empty where no words count'), entryId: id.nullable(), at: time.nullable() });
export const fitting = z.object({ playbookId: id, why }).meta({ id: 'FittingPlaybook' });

export const nameTaken = refusal('playbooks.name-taken', 409, 'There is a playbook of this name already. Give it another name, or change that one.');
export const replacedAlready = refusal('playbooks.replaced-already', 409, 'The team has its own in place of this one already. Change that one.');
export const cannotReplace = refusal('playbooks.cannot-replace', 422, "A team's playbook can stand in place of one of the workspace only.");
export const changedMeanwhile = refusal('playbooks.changed-meanwhile', 409, 'Somebody changed this playbook since you opened it. Look at it, then save yours again.', z.object({ version: z.int() }));

const inSilence = { shown: false };
export const PlaybookChanged = fact('playbooks.changed', 'settings', z.object({ playbookId: id, teamId: id.nullable() }), inSilence);
/** To the person alone: one was set aside on a ticket, or is back. */
export const PlaybookDismissed = fact('playbooks.dismissed', 'ticket', z.object({ playbookId: id, back: z.boolean() }), inSilence);

const fields = { name: words(80), active: z.boolean().default(true), trigger, steps: z.array(step).min(1).max(12) };

export const playbooks = {
  list: endpoint('GET /playbooks', { summary: 'Playbooks of the workspace and of the teams you see, by name', door: 'teammate', output: z.object({ items: z.array(playbook) }) }),
  fitting: endpoint('GET /tickets/:id/playbooks', { summary: 'Which playbooks fit a ticket now, and why; without those you set aside. Those that look at a reply while it is written are for browsers to find.', door: 'teammate', params: byId, output: z.object({ items: z.array(fitting) }) }),
  dismiss: endpoint('PUT /tickets/:id/playbooks/:playbookId/dismissal', {
    summary: 'Set a playbook aside on a ticket, for yourself, until something newer calls for it', door: 'teammate', params: z.object({ id, playbookId: id }), body: z.object({ because: id.nullable().default(null).describe('the entry that called for it') }), output: ok,
  }),
  bringBack: endpoint('DELETE /tickets/:id/playbooks/:playbookId/dismissal', { summary: 'Show a playbook again that you set aside', door: 'teammate', params: z.object({ id, playbookId: id }), output: ok }),
  add: endpoint('POST /playbooks', {
    summary: 'Make a playbook for a team (its leads) or the workspace (admins)', door: 'lead', body: z.object({ id, teamId: id.nullable().default(null), replaces: id.nullable().default(null), ...fields }), output: playbook, refusals: [nameTaken, replacedAlready, cannotReplace],
    example: { body: { id: '0198c0de-0000-7000-8000-000000000001', name: 'Gas smell', trigger: { kind: 'customer-words', words: ['smell of gas', 'gas smell'] }, steps: [{ text: 'Tell them to open the windows and leave', act: { kind: 'escalate' } }] } },
  }),
  change: endpoint('PUT /playbooks/:id', { summary: 'Change a playbook', door: 'lead', params: byId, body: z.object({ ...fields, version: z.int() }), output: playbook, refusals: [nameTaken, changedMeanwhile] }),
  remove: endpoint('DELETE /playbooks/:id', { summary: "Remove a playbook; of a team's own, the workspace's holds again", door: 'lead', params: byId, output: ok }),
  restore: endpoint('POST /playbooks/:id/restore', { summary: 'Bring back a removed playbook', door: 'lead', params: byId, output: playbook, refusals: [nameTaken, replacedAlready] }),
} as const;
