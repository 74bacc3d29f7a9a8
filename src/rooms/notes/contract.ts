import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { file } from '../../core/file-contract.ts';
import { byId, cursor, id, ok, own, page, time } from '../../core/shapes.ts';
import { mergedAway, notForYou, rowChange } from '../tickets/contract.ts';

/** Who is meant by an @: `span[data-mention=person][data-id]` or `span[data-mention=team][data-id]` in the HTML. */
export const mention = z.object({ kind: z.enum(['person', 'team']), id });

export const note = z.object({
  id, ticketId: id, personId: id, html: z.string().describe('sanitised; empty when removed'), at: time, editedAt: time.nullable(), version: z.int(),
  pinnedAt: time.nullable(), pinnedById: id.nullable(), removedAt: time.nullable(), files: z.array(file), may: z.object({ edit: z.boolean(), remove: z.boolean(), pin: z.boolean() }),
}).meta({ id: 'Note' });
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

export const noteSettings = settings('notes', z.object({ removeMinutes: z.int().min(0).max(525_600).default(60).describe('how long the one who wrote a note can remove it, in minutes') }));

/* Facts. The note's id is the fact's `uid` when added, so that the entry and the note are one; no words leave with them. */
const about = { entryId: id.describe('the note, which is an entry of the timeline'), set: rowChange };
export const NoteAdded = fact('notes.added', 'ticket', z.object({ ...about, mentions: z.array(mention) }));
/** `mentions` holds those who are mentioned now and were not before. */
export const NoteChanged = fact('notes.changed', 'ticket', z.object({ ...about, version: z.int(), mentions: z.array(mention) }), { shown: false });
export const NotePinned = fact('notes.pinned', 'ticket', z.object({ ...about, pinned: z.boolean() }), { shown: false });
export const NoteRemoved = fact('notes.removed', 'ticket', z.object(about), { shown: false });
export const SettingsChanged = fact('notes.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });

const mentioning = [mentionedLeft, mentionedCannotSee, filesMissing, empty] as const;

export const notes = {
  list: endpoint('GET /tickets/:id/notes', {
    summary: 'Notes on a ticket, newest first; with `pinned` only those at its top', door: 'teammate', params: byId,
    query: z.object({ pinned: z.enum(['1']).optional(), cursor, limit: z.coerce.number().int().min(1).max(100).default(50) }), output: page(note),
  }),
  add: endpoint('POST /tickets/:id/notes', {
    summary: 'Write a note for teammates. It never reaches a customer. Those it mentions follow the ticket from then on.', door: 'teammate', params: byId,
    body: z.object({ id, html, fileIds, pinned: z.boolean().default(false) }), output: note, refusals: [...mentioning, mergedAway, notForYou],
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

  settings: endpoint('GET /note-settings', { summary: "A team's note settings, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: noteSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /note-settings', {
    summary: "Change a team's note settings (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead',
    body: z.object({ teamId: id.nullable().default(null), removeMinutes: z.int().min(0).max(525_600).nullish() }), output: noteSettings.schema.extend({ own }),
  }),
} as const;
