import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'approvals' | 'approval_links' | 'decisions'>;
type Granted = Pick<Schema, 'tickets' | 'ticket_links' | 'people' | 'teams' | 'members' | 'workspace'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type ApprovalRecord = Selectable<Schema['approvals']>;
