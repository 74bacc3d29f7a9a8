import type { Selectable, Updateable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import { filesAbout, type FileRow } from '../../core/server/files.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'notes' | 'note_versions' | 'note_asks' | 'note_templates'>;
type Granted = Pick<Schema, 'tickets' | 'people' | 'teams' | 'customers'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type NoteRecord = Omit<Selectable<Schema['notes']>, 'search' | 'mention_count'>;
export type AskRecord = Selectable<Schema['note_asks']>;
export type AskPatch = Updateable<Schema['note_asks']>;
export const noteColumns = ['id', 'ticket_id', 'person_id', 'html', 'text', 'version', 'at', 'edited_at', 'pinned_at', 'pinned_by', 'removed_at', 'verified_how', 'verified_at'] as const satisfies readonly (keyof NoteRecord)[];

/** A note with its files, read in one go. */
export type NoteWithFiles = NoteRecord & { readonly files: FileRow[] };
export const notesWithFiles = (db: Reads) => tables(db).selectFrom('notes').select(noteColumns).select(filesAbout('note', 'notes.id').as('files'));
