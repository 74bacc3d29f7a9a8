import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'leaves'>;
type Granted = Pick<Schema, 'people' | 'members' | 'teams' | 'workspace' | 'tickets' | 'messages' | 'notes' | 'note_asks' | 'promises' | 'escalations' | 'escalation_asked' | 'approvals' | 'handoffs' | 'ticket_progress' | 'claims' | 'subtasks' | 'facts'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type LeaveRecord = Selectable<Schema['leaves']>;
