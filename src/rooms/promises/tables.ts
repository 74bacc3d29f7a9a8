import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'promises' | 'promise_moves'>;
type Granted = Pick<Schema, 'tickets' | 'people' | 'members' | 'customers'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type PromiseRecord = Selectable<Schema['promises']>;
