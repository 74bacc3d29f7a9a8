import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'claims' | 'queue_picks'>;
type Granted = Pick<Schema, 'tickets' | 'ticket_tallies' | 'tagged_tickets' | 'people' | 'teams' | 'members' | 'customers'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type ClaimRecord = Selectable<Schema['claims']>;
export const claimColumns = [
  'id', 'ticket_id', 'team_id', 'person_id', 'slot', 'reasons', 'idle_seconds', 'warn_seconds', 'at', 'active_at', 'warned_at', 'protected_at', 'ended_at', 'outcome', 'ended_by', 'end_reason',
] as const satisfies readonly (keyof ClaimRecord)[];
