import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { file } from '../../core/file-contract.ts';
import { byId, cursor, id, ok, own, page, time, words } from '../../core/shapes.ts';
import { verifiedHow } from '../customers/contract.ts';
import { mergedAway, notForYou, rowChange, saidDraft } from '../tickets/contract.ts';

export const intent = z.enum(['question', 'action', 'fyi']);
/** Who is meant by an @, and what for: `span[data-mention=person|team][data-id][data-intent]` in the HTML. Without an intent the sentence tells it. */
export const mention = z.object({ kind: z.enum(['person', 'team']), id, intent });

export const askState = z.enum(['open', 'answered', 'done', 'withdrawn']);
/** A question or a request that a mention put to somebody: on their list until it is answered or done. */
export const ask = z.object({
  id, noteId: id, ticketId: id, number: z.int().describe('of the ticket'), subject: z.string(), customerName: z.string(), words: z.string().describe('how the note begins'),
  kind: z.enum(['question', 'action']), meant: mention.omit({ intent: true }).describe('whom the note mentions'), askedById: id,
  personId: id.nullable().describe('on whose list it is; null: nobody of the team took it yet'), teamId: id.nullable(), forId: id.nullable().describe('who is away: it went to their cover'), passedById: id.nullable(),
  state: askState, at: time, dueAt: time, late: z.boolean(), answerId: id.nullable().describe('the note that answers'), settledAt: time.nullable(), settledById: id.nullable(),
  may: z.object({ take: z.boolean(), settle: z.boolean().describe('answer, tick off, pass on'), withdraw: z.boolean(), reopen: z.boolean() }),
}).meta({ id: 'Ask' });

export const note = z.object({
  id, ticketId: id, personId: id, html: z.string().describe('sanitised; empty when removed'), at: time, editedAt: time.nullable(), version: z.int(),
  pinnedAt: time.nullable(), pinnedById: id.nullable(), removedAt: time.nullable(), files: z.array(file), asks: z.array(ask).describe('what its mentions ask for, withdrawn ones left out'), verified: z.object({ how: verifiedHow, at: time }).nullable().describe('how the customer had been verified when it was written'), may: z.object({ edit: z.boolean(), remove: z.boolean(), pin: z.boolean() }),
}).meta({ id: 'Note' });
export const situation = z.enum(['call', 'handoff', 'escalation', 'refund', 'visit', 'other']);
/** What a note begins with in a situation. `{customer}`, `{ticket}` and `{me}` are filled in when it is put in. */
export const noteTemplate = z.object({ id, teamId: id.nullable().describe('null: of the whole workspace'), name: z.string(), situation, html: z.string(), version: z.int(), may: z.object({ edit: z.boolean() }) }).meta({ id: 'NoteTemplate' });
export const noteVersion = z.object({ version: z.int(), html: z.string(), at: time });

const html = z.string().max(500_000);
const fileIds = z.array(id).max(50).default([]);

export const empty = refusal('notes.empty', 422, 'There is nothing in this note yet. Write something or attach a file.');
export const notYours = refusal('notes.not-yours', 403, 'Only the one who wrote a note can change or remove it. Write a note of your own.');
export const changedMeanwhile = refusal('notes.changed-meanwhile', 409, 'This note was changed in another window since you opened it. Look at it, then save yours again.', z.object({ version: z.int() }));
export const removedAlready = refusal('notes.removed', 409, 'This note was removed.');
export const tooOldToRemove = refusal('notes.too-old-to-remove', 409, 'This note is too old to be removed: others may have relied on it. Change it instead; what it said before stays visible.', z.object({ minutes: z.int() }));
const named = z.object({ names: z.array(z.string()) });
export const mentionedLeft = refusal('notes.mentioned-left', 422, 'Somebody you mention no longer works here and would not see this. Mention somebody else.', named);
export const mentionedCannotSee = refusal('notes.mentioned-cannot-see', 422, 'Somebody you mention may not see this ticket. Mention somebody of its team, or ask an admin to add them.', named);
export const filesMissing = refusal('notes.files-missing', 422, 'Some of the attached files are gone. Attach them again.', z.object({ fileIds: z.array(id) }));

export const tooManyMentions = refusal('notes.too-many-mentions', 422, 'That is more people and teams than one note may mention. Mention a team instead of many people, or write to fewer.', z.object({ most: z.int() }));
export const mentionStorm = refusal('notes.mention-storm', 429, 'You mentioned very many people in the last hour. Leave the mentions out for now; those who follow the ticket are told of the note anyway.', z.object({ most: z.int() }));
export const notAsked = refusal('notes.not-asked', 403, 'This was asked of somebody else. Write a note if you know the answer, or let its lead pass it on.');
export const askSettled = refusal('notes.ask-settled', 409, 'This is settled already. Reload to see how.', z.object({ state: askState }));
export const askTaken = refusal('notes.ask-taken', 409, 'Somebody of the team took this already.', z.object({ personId: id }));
export const askOpen = refusal('notes.ask-open', 409, 'This is still open.');
export const notAnAnswer = refusal('notes.not-an-answer', 422, 'An answer is a note of yours on the same ticket. Write one, or tick it off.');

export const templateExists = refusal('notes.template-exists', 409, 'There is a template of this name already. Give it another name, or change that one.');
export const templateEmpty = refusal('notes.template-empty', 422, 'There is nothing in this template yet. Write what a note begins with.');

const rules = {
  removeMinutes: z.int().min(0).max(525_600), questionMinutes: z.int().min(5).max(43_200), actionMinutes: z.int().min(5).max(43_200), mentionsPerNote: z.int().min(1).max(100), mentionsPerHour: z.int().min(1).max(1000),
};
export const noteSettings = settings('notes', z.object({
  removeMinutes: rules.removeMinutes.default(60).describe('how long the one who wrote a note can remove it, in minutes'),
  questionMinutes: rules.questionMinutes.default(240).describe('so long a question waits for its answer, in minutes of business time; then asker and asked are told once'),
  actionMinutes: rules.actionMinutes.default(480).describe('the same for what somebody is asked to do'),
  mentionsPerNote: rules.mentionsPerNote.default(10).describe('most people and teams one note may mention'),
  mentionsPerHour: rules.mentionsPerHour.default(60).describe('most people and teams somebody may mention within an hour'),
}));

/* Facts. The note's id is the fact's `uid` when added, so that the entry and the note are one; no words leave with them. */
const about = { entryId: id.describe('the note, which is an entry of the timeline'), set: rowChange };
export const NoteAdded = fact('notes.added', 'ticket', z.object({ ...about, mentions: z.array(mention) }));
/** `mentions` holds those who are mentioned now and were not before. */
export const NoteChanged = fact('notes.changed', 'ticket', z.object({ ...about, version: z.int(), mentions: z.array(mention) }), { shown: false });
export const NotePinned = fact('notes.pinned', 'ticket', z.object({ ...about, pinned: z.boolean() }), { shown: false });
export const NoteRemoved = fact('notes.removed', 'ticket', z.object(about), { shown: false });
/* What becomes of asks. `personId` null: of the team, and nobody took it. */
const asked = { askId: id, entryId: id.describe('the note'), kind: ask.shape.kind, askedById: id, personId: id.nullable(), teamId: id.nullable(), forId: id.nullable(), set: rowChange };
const inSilence = { shown: false };
export const Asked = fact('notes.asked', 'ticket', z.object(asked), inSilence);
export const AskTaken = fact('notes.ask-taken', 'ticket', z.object(asked), inSilence);
/** `why` left: who had it no longer works here, or their team is no more; then it is with the one who asked, or with the team again. */
export const AskPassed = fact('notes.ask-passed', 'ticket', z.object({ ...asked, from: id.nullable(), why: z.enum(['passed', 'left']) }), inSilence);
export const AskSettled = fact('notes.ask-settled', 'ticket', z.object({ ...asked, state: askState.exclude(['open']), answerId: id.nullable() }), inSilence);
export const AskReopened = fact('notes.ask-reopened', 'ticket', z.object(asked), inSilence);
/** Its time is over: told once to who asked and who was asked. */
export const AskOverdue = fact('notes.ask-overdue', 'ticket', z.object({ ...asked, dueAt: time }), inSilence);
/** The customer was verified while somebody worked on this ticket, or that was taken back. */
export const IdentityNoted = fact('notes.identity-noted', 'ticket', z.object({ customerId: id, verificationId: id, how: verifiedHow, takenBack: z.boolean(), set: rowChange }));
/** A template was made, changed or removed. */
export const TemplateChanged = fact('notes.template-changed', 'settings', z.object({ templateId: id, teamId: id.nullable() }), inSilence);
export const askFacts = [Asked, AskTaken, AskPassed, AskSettled, AskReopened, AskOverdue] as const;
export const SettingsChanged = fact('notes.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });

const templateFields = { name: words(80), situation, html: z.string().max(50_000) };
const mentioning = [mentionedLeft, mentionedCannotSee, tooManyMentions, mentionStorm, filesMissing, empty] as const;
const settling = [notAsked, askSettled] as const;

export const notes = {
  list: endpoint('GET /tickets/:id/notes', {
    summary: 'Notes on a ticket, newest first; with `pinned` only those at its top', door: 'teammate', params: byId,
    query: z.object({ pinned: z.enum(['1']).optional(), cursor, limit: z.coerce.number().int().min(1).max(100).default(50) }), output: page(note),
  }),
  add: endpoint('POST /tickets/:id/notes', {
    summary: 'Write a note for teammates. It never reaches a customer. Those it mentions follow the ticket from then on.', door: 'teammate', params: byId,
    body: z.object({ id, html, fileIds, pinned: z.boolean().default(false), answers: z.array(id).max(20).default([]).describe('asks on this ticket that this note answers'), draft: saidDraft.optional() }), output: note, refusals: [...mentioning, ...settling, notAnAnswer, mergedAway, notForYou],
    example: { body: { id: '0198c0de-0000-7000-8000-000000000001', html: '<p>Refund is safe. <span data-mention="person" data-id="0198c0de-0000-7000-8000-000000000002">@Maya</span> please check.</p>' } },
  }),
  show: endpoint('GET /notes/:id', { summary: 'One note', door: 'teammate', params: byId, output: note }),
  edit: endpoint('PATCH /notes/:id', {
    summary: 'Change a note of yours; what it said before stays visible', door: 'teammate', params: byId, body: z.object({ html, fileIds, version: z.int() }), output: note,
    refusals: [...mentioning, notYours, changedMeanwhile, removedAlready],
  }),
  history: endpoint('GET /notes/:id/history', { summary: 'Everything a note ever said, newest first', door: 'teammate', params: byId, output: z.object({ items: z.array(noteVersion) }) }),
  pin: endpoint('PUT /notes/:id/pin', { summary: 'Keep a note at the top of its ticket, or let it go', door: 'teammate', params: byId, body: z.object({ pinned: z.boolean() }), output: note, refusals: [removedAlready, notForYou] }),
  remove: endpoint('DELETE /notes/:id', { summary: 'Remove a note of yours: its words are gone, that it was there stays', door: 'teammate', params: byId, output: ok, refusals: [notYours, tooOldToRemove, removedAlready] }),

  myAsks: endpoint('GET /asks', { summary: 'Questions and requests on your list, and those to your teams that nobody took; the next due first, 200 at most', door: 'teammate', output: z.array(ask) }),
  asks: endpoint('GET /tickets/:id/asks', { summary: 'What mentions on a ticket asked for: open ones first, by due time', door: 'teammate', params: byId, output: z.array(ask) }),
  take: endpoint('POST /asks/:id/take', { summary: 'See to what your team was asked; the first to take it has it', door: 'teammate', params: byId, output: ask, refusals: [...settling, askTaken] }),
  answer: endpoint('POST /asks/:id/answer', { summary: 'Say which note of yours answers', door: 'teammate', params: byId, body: z.object({ noteId: id }), output: ask, refusals: [...settling, notAnAnswer] }),
  done: endpoint('POST /asks/:id/done', { summary: 'Tick it off without a note', door: 'teammate', params: byId, output: ask, refusals: settling }),
  pass: endpoint('POST /asks/:id/pass', { summary: 'Pass it on to somebody else, or to a team, whoever of it takes it first', door: 'teammate', params: byId, body: z.object({ to: mention.omit({ intent: true }) }), output: ask, refusals: [...settling, mentionedLeft, mentionedCannotSee] }),
  withdraw: endpoint('POST /asks/:id/withdraw', { summary: 'It is not wanted any more: for who asked', door: 'teammate', params: byId, output: ask, refusals: settling }),
  reopen: endpoint('POST /asks/:id/reopen', { summary: 'Take back that it is settled', door: 'teammate', params: byId, output: ask, refusals: [notAsked, askOpen] }),

  templates: endpoint('GET /note-templates', { summary: 'Templates for notes: of the workspace, and of teams whose tickets you see', door: 'teammate', output: z.object({ items: z.array(noteTemplate) }) }),
  addTemplate: endpoint('POST /note-templates', {
    summary: 'Make a template for a team you lead, or as an admin for all', door: 'lead', body: z.object({ id, teamId: id.nullable().default(null), ...templateFields }), output: noteTemplate, refusals: [templateExists, templateEmpty],
    example: { body: { id: '0198c0de-0000-7000-8000-000000000001', name: 'Call', situation: 'call', html: '<p><strong>Who and how verified:</strong> {customer}</p>' } },
  }),
  changeTemplate: endpoint('PUT /note-templates/:id', { summary: 'Change a template; refused when somebody saved since `version` was read', door: 'lead', params: byId, body: z.object({ ...templateFields, version: z.int() }), output: noteTemplate, refusals: [templateExists, templateEmpty, changedMeanwhile] }),
  removeTemplate: endpoint('DELETE /note-templates/:id', { summary: 'Remove a template; notes that began with it stay', door: 'lead', params: byId, output: ok }),
  restoreTemplate: endpoint('POST /note-templates/:id/restore', { summary: 'Take back that a template was removed', door: 'lead', params: byId, output: noteTemplate, refusals: [templateExists] }),

  settings: endpoint('GET /note-settings', { summary: "A team's note settings, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: noteSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /note-settings', {
    summary: "Change a team's note settings (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead',
    body: z.object({ teamId: id.nullable().default(null), removeMinutes: rules.removeMinutes.nullish(), questionMinutes: rules.questionMinutes.nullish(), actionMinutes: rules.actionMinutes.nullish(), mentionsPerNote: rules.mentionsPerNote.nullish(), mentionsPerHour: rules.mentionsPerHour.nullish() }),
    output: noteSettings.schema.extend({ own }),
  }),
} as const;
