import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'clocks'>;
type Granted = Pick<Schema, 'tickets' | 'people' | 'teams'>;

/** The table of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type ClockRecord = Selectable<Schema['clocks']>;
export const clockColumns = [
  'id', 'kind', 'label', 'about_id', 'ticket_id', 'person_id', 'team_id', 'state', 'calendar_id', 'started_at', 'budget_ms', 'used_ms', 'running_since', 'due_at', 'warn', 'warn_at', 'warned_at',
  'ran_out_at', 'paused_at', 'pause_reason', 'stopped_at', 'outcome', 'next_at', 'tries', 'trouble', 'shown', 'audience', 'data',
] as const satisfies readonly (keyof ClockRecord)[];
