import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'close_reasons' | 'closings'>;
type Granted = Pick<Schema, 'tickets' | 'messages' | 'notes'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type ReasonRecord = Selectable<Schema['close_reasons']>;
