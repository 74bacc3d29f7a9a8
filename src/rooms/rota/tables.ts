import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'rota_shifts' | 'rota_changes' | 'rota_swaps' | 'rota_absences' | 'rota_people' | 'rota_feeds'>;
type Granted = Pick<Schema, 'people' | 'teams' | 'members' | 'workspace' | 'approvals' | 'tickets' | 'availability_sources'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type ShiftRecord = Selectable<Schema['rota_shifts']>;
export type ChangeRecord = Selectable<Schema['rota_changes']>;
export type SwapRecord = Selectable<Schema['rota_swaps']>;
