import type { Out } from '../../core/contract.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { fileAnswer } from '../../core/server/files.ts';
import { readSettings } from '../../core/server/settings.ts';
import { readable } from '../tickets/access.ts';
import { readableNote } from './access.ts';
import { noteSettings, type note, type notes, type noteVersion } from './contract.ts';
import { removable } from './rules.ts';
import { asksOfNotes } from './ask-answers.ts';
import { notesWithFiles, tables, type NoteWithFiles } from './tables.ts';

export type Note = Out<typeof note>;

/** Notes as they are answered, with their files. */
async function shapes(db: Reads, actor: Actor, rows: readonly NoteWithFiles[], teamId: string): Promise<Note[]> {
  if (!rows.length) return [];
  const { removeMinutes } = await readSettings(db, noteSettings, teamId);
  const asks = await asksOfNotes(db, actor, rows.filter((r) => !r.removed_at && r.html.includes('data-intent')).map((r) => r.id));
  return rows.map((r) => {
    const mine = r.person_id === actor.id && !r.removed_at;
    return {
      id: r.id, ticketId: r.ticket_id, personId: r.person_id, html: r.html, at: r.at, editedAt: r.edited_at, version: r.version, pinnedAt: r.pinned_at, pinnedById: r.pinned_by, removedAt: r.removed_at,
      files: r.files.map(fileAnswer), asks: asks.filter((a) => a.noteId === r.id), verified: r.verified_how && r.verified_at ? { how: r.verified_how as NonNullable<Note['verified']>['how'], at: r.verified_at } : null,
      may: { edit: mine, remove: mine && removable(Date.parse(r.at), clock.ms(), removeMinutes), pin: !r.removed_at },
    };
  });
}

/** One note, for somebody who may read it. */
export async function noteById(db: Reads, actor: Actor, id: string): Promise<Note> {
  const { note, ticket } = await readableNote(db, actor, id);
  return (await shapes(db, actor, [note], ticket.team_id))[0]!;
}

/** Notes by id, for a ticket the actor is known to see (its timeline). */
export async function notesByIds(db: Reads, actor: Actor, ids: readonly string[], teamId: string): Promise<Note[]> {
  return ids.length ? await shapes(db, actor, await notesWithFiles(db).where('id', 'in', [...ids]).execute(), teamId) : [];
}

/** Notes on a ticket and on those merged into it, newest first. */
export async function listNotes(db: Reads, actor: Actor, ticketId: string, ask: Out<typeof notes.list.spec.query>): Promise<{ items: Note[]; next: string | null }> {
  const ticket = await readable(db, actor, ticketId);
  let query = notesWithFiles(db).where('ticket_id', 'in', (q) => q.selectFrom('tickets').select('id').where((e) => e.or([e('id', '=', ticketId), e('merged_into', '=', ticketId)])));
  if (ask.pinned) query = query.where('pinned_at', 'is not', null);
  const [at, id] = ask.cursor?.split(' ') ?? [];
  if (at && id && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) query = query.where((e) => e.or([e('at', '<', at), e.and([e('at', '=', at), e('id', '<', id)])]));
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(ask.limit + 1).execute();
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  return { items: await shapes(db, actor, rows.slice(0, ask.limit), ticket.team_id), next: last ? `${last.at} ${last.id}` : null };
}

/** Everything a note ever said, newest first. Nothing is left of a removed one. */
export async function historyOf(db: Reads, actor: Actor, id: string): Promise<{ items: Out<typeof noteVersion>[] }> {
  const { note } = await readableNote(db, actor, id);
  const earlier = await tables(db).selectFrom('note_versions').select(['version', 'html', 'at']).where('note_id', '=', id).orderBy('version', 'desc').execute();
  return { items: note.removed_at ? [] : [{ version: note.version, html: note.html, at: note.edited_at ?? note.at }, ...earlier] };
}
