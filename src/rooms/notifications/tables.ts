import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'notifications' | 'notification_preferences'>;
type Granted = Pick<Schema, 'facts' | 'workspace' | 'people' | 'members' | 'customers' | 'tickets' | 'ticket_followers' | 'messages' | 'notes' | 'teams' | 'approvals' | 'rota_swaps' | 'helps' | 'handovers' | 'leaves'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();
