import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'notes' | 'note_versions'>;
type Granted = Pick<Schema, 'tickets' | 'people' | 'teams'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type NoteRecord = Omit<Selectable<Schema['notes']>, 'search'>;
export const noteColumns = ['id', 'ticket_id', 'person_id', 'html', 'text', 'version', 'at', 'edited_at', 'pinned_at', 'pinned_by', 'removed_at'] as const satisfies readonly (keyof NoteRecord)[];
