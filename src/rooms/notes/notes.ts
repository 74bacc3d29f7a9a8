import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { attachFiles, loosenFiles } from '../../core/server/files.ts';
import { refuse } from '../../core/server/refusals.ts';
import { richText, type RichText } from '../../core/server/rich-text.ts';
import { readSettings } from '../../core/server/settings.ts';
import { verificationOf } from '../customers/verifications.ts';
import { tell } from '../tickets/changes.ts';
import { dropSaid, type Said } from '../tickets/drafts.ts';
import { follow } from '../tickets/following.ts';
import type { Ticket } from '../tickets/tables.ts';
import { changeable, notable } from './access.ts';
import { changedMeanwhile, empty, filesMissing, NoteAdded, NoteChanged, NotePinned, NoteRemoved, noteSettings, tooOldToRemove } from './contract.ts';
import { answerAsk, askAnew, raise, withdrawAll } from './asks.ts';
import { calm, reachable, type Mention } from './mentions.ts';
import { newlyMentioned, removable } from './rules.ts';
import { tables } from './tables.ts';

type Written = Pick<Said, 'html' | 'fileIds'>;

/** Writes a note. The id comes from whoever writes it; the draft it came from is let go (with `keepDraft` it came from none). Mentioned people and the writer follow the ticket, which is answered. */
export async function addNote(tx: Tx, actor: PersonActor, ticketId: string, what: Said & { id: string; pinned: boolean; keepDraft?: boolean; answers?: readonly string[] }): Promise<Ticket> {
  const ticket = await notable(tx, actor, ticketId);
  const clean = filled(what);
  await reachable(tx, ticket, clean.mentions);
  await calm(tx, actor, ticket, clean.mentions, clean.mentions.length);
  if (!what.keepDraft) await dropSaid(tx, actor, ticketId, 'note', { ...what, fileIds: [...what.fileIds, ...clean.fileIds] });
  const verified = await verificationOf(tx, ticket.customer_id);
  const carried = verified?.valid ? { verified_how: verified.how, verified_at: verified.at } : {};
  const pinned = what.pinned ? { pinned_at: clock.now(), pinned_by: actor.id } : {};
  await tables(tx).insertInto('notes').values({ id: what.id, ticket_id: ticketId, person_id: actor.id, html: clean.html, text: clean.text, mention_count: clean.mentions.length, at: clock.now(), ...pinned, ...carried }).execute();
  await tie(tx, actor, what.id, what.fileIds, clean);
  await bringIn(tx, actor, ticket, clean.mentions);
  await tell(tx, actor, ticket, NoteAdded, { entryId: what.id, mentions: [...clean.mentions] }, { uid: what.id });
  await raise(tx, actor, ticket, what.id, clean.mentions);
  for (const askId of what.answers ?? []) await answerAsk(tx, actor, askId, what.id);
  return ticket;
}

/** Changes what a note says; what it said before is kept. Refused when it was changed since `version`. */
export async function editNote(tx: Tx, actor: PersonActor, id: string, what: Written & { version: number }): Promise<void> {
  const { note, ticket } = await changeable(tx, actor, id, true);
  if (note.version !== what.version) refuse(changedMeanwhile, { version: note.version });
  const clean = filled(what);
  const before = richText(note.html).mentions;
  const fresh = newlyMentioned(before, clean.mentions);
  await reachable(tx, ticket, fresh);
  await calm(tx, actor, ticket, clean.mentions, fresh.length);
  await loosenFiles(tx, { kind: 'note', id }, [...what.fileIds, ...clean.fileIds]);
  await tie(tx, actor, id, what.fileIds, clean);
  if (clean.html !== note.html) {
    await tables(tx).insertInto('note_versions').values({ note_id: id, version: note.version, html: note.html, at: note.edited_at ?? note.at }).execute();
    await tables(tx).updateTable('notes').set({ html: clean.html, text: clean.text, mention_count: clean.mentions.length, version: note.version + 1, edited_at: clock.now() }).where('id', '=', id).execute();
  }
  await bringIn(tx, actor, ticket, fresh);
  await tell(tx, actor, ticket, NoteChanged, { entryId: id, version: clean.html === note.html ? note.version : note.version + 1, mentions: fresh });
  await askAnew(tx, actor, ticket, id, before, clean.mentions);
}

/** Keeps a note at the top of its ticket, or lets it go. */
export async function pinNote(tx: Tx, actor: PersonActor, id: string, pinned: boolean): Promise<void> {
  const { note, ticket } = await changeable(tx, actor, id, false);
  if ((note.pinned_at !== null) === pinned) return;
  await tables(tx).updateTable('notes').set({ pinned_at: pinned ? clock.now() : null, pinned_by: pinned ? actor.id : null }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, NotePinned, { entryId: id, pinned });
}

/** Removes a note: its words, its versions and its files go; that it was there, and whose it was, stays. */
export async function removeNote(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { note, ticket } = await changeable(tx, actor, id, true);
  const { removeMinutes } = await readSettings(tx, noteSettings, ticket.team_id);
  if (!removable(Date.parse(note.at), clock.ms(), removeMinutes)) refuse(tooOldToRemove, { minutes: removeMinutes });
  await tables(tx).deleteFrom('note_versions').where('note_id', '=', id).execute();
  await tables(tx).updateTable('notes').set({ html: '', text: '', removed_at: clock.now(), pinned_at: null, pinned_by: null }).where('id', '=', id).execute();
  await loosenFiles(tx, { kind: 'note', id });
  await tell(tx, actor, ticket, NoteRemoved, { entryId: id });
  await withdrawAll(tx, actor, ticket, id);
}

function filled(what: Written): RichText {
  const clean = richText(what.html);
  return clean.text.trim() === '' && !clean.fileIds.length && !what.fileIds.length ? refuse(empty) : clean;
}

/** Ties the writer's uploads to the note. Pictures shown in it that belong elsewhere stay there: whoever may open them sees them. */
async function tie(tx: Tx, actor: PersonActor, id: string, fileIds: readonly string[], clean: RichText): Promise<void> {
  const tied = new Set((await attachFiles(tx, [...new Set([...fileIds, ...clean.fileIds])], { kind: 'note', id }, actor.id)).map((f) => f.id));
  const missing = fileIds.filter((f) => !tied.has(f) && !clean.fileIds.includes(f));
  if (missing.length) refuse(filesMissing, { fileIds: missing });
}

async function bringIn(tx: Tx, actor: PersonActor, ticket: Ticket, mentions: readonly Mention[]): Promise<void> {
  await follow(tx, actor, ticket, actor.id);
  for (const { kind, id } of mentions) if (kind === 'person' && id !== actor.id) await follow(tx, actor, ticket, id);
}
