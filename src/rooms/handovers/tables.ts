import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'handovers' | 'handover_issues' | 'handover_acknowledgements' | 'handover_sweeps'>;
type Granted = Pick<Schema, 'people' | 'teams' | 'members' | 'workspace' | 'tickets' | 'ticket_tallies' | 'customers' | 'promises' | 'escalations' | 'escalation_paths' | 'handoffs' | 'ticket_progress' | 'note_asks' | 'notes'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type HandoverRecord = Selectable<Schema['handovers']>;
