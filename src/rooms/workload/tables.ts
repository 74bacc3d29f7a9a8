import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'load_samples' | 'helps'>;
type Granted = Pick<Schema, 'people' | 'teams' | 'members' | 'tickets' | 'messages' | 'handoffs' | 'rota_shifts' | 'claims'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type HelpRecord = Selectable<Schema['helps']>;
