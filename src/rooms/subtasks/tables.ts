import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'subtasks' | 'subtask_templates'>;
type Granted = Pick<Schema, 'tickets'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type SubtaskRecord = Selectable<Schema['subtasks']>;
export const subtaskColumns = [
  'id', 'ticket_id', 'text', 'required', 'place', 'template_id', 'made_by', 'made_at', 'version', 'done_at', 'done_by', 'waived_at', 'waived_by', 'waived_for', 'removed_at', 'removed_by',
] as const satisfies readonly (keyof SubtaskRecord)[];
