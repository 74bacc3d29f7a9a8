import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Granted = Pick<Schema, 'messages' | 'notes' | 'promises'>;

/** This room keeps nothing: what it reads of lower rooms. */
export const tables = (db: Reads) => db.withTables<Granted>();
