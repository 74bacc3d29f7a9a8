import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'escalations' | 'escalation_paths' | 'escalation_asked' | 'escalation_notes' | 'escalation_words' | 'escalation_dismissals'>;
type Granted = Pick<Schema, 'tickets' | 'messages' | 'people' | 'teams' | 'members' | 'customers' | 'clocks'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type Record = Selectable<Schema['escalations']>;
export type PathRecord = Selectable<Schema['escalation_paths']>;
export const openStates = ['raised', 'acknowledged', 'answered', 'told'] as const;
