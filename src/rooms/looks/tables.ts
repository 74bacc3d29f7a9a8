import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'looks' | 'look_words' | 'reply_reasons'>;
type Granted = Pick<Schema, 'tickets' | 'messages' | 'notes' | 'promises' | 'decisions' | 'people' | 'customers'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type LookRecord = Selectable<Schema['looks']>;
/** What goes with the words of a reply. `then` as the door of replies takes it. */
export interface Kept { readonly to: { name: string; address: string }[]; readonly cc: { name: string; address: string }[]; readonly quote: string | null; readonly then: { kind: 'close' | 'wait' } | null }
export const keptOf = (look: Pick<LookRecord, 'reply'>): Kept => look.reply as Kept;
