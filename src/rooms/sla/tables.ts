import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'sla_policies' | 'ticket_slas'>;
type Granted = Pick<Schema, 'tickets' | 'customers' | 'companies' | 'teams' | 'members' | 'people' | 'clocks'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type PolicyRecord = Selectable<Schema['sla_policies']>;
