import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'handoffs' | 'ownership_overrides' | 'ticket_progress'>;
type Granted = Pick<Schema, 'people' | 'teams' | 'members' | 'workspace' | 'customers' | 'tickets' | 'messages' | 'notes' | 'promises'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type HandoffRecord = Selectable<Schema['handoffs']>;
export const openStates = ['offered', 'expired'] as const;
