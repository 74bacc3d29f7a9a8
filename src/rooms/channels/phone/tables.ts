import type { Selectable } from 'kysely';
import type { Reads } from '../../../core/server/db.ts';
import type { Schema } from '../../../core/server/schema.ts';

type Own = Pick<Schema, 'calls' | 'callbacks' | 'callback_offers' | 'quotables' | 'diversions'>;
type Granted = Pick<Schema, 'tickets' | 'people' | 'members' | 'teams' | 'customers' | 'customer_addresses' | 'messages' | 'promises'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type CallRecord = Omit<Selectable<Schema['calls']>, 'search'>;
export const callColumns = [
  'id', 'ticket_id', 'person_id', 'customer_id', 'team_id', 'channel', 'direction', 'number', 'started_at', 'ended_at', 'ended_why', 'seconds', 'outcome', 'notes', 'next', 'read_back', 'wrapped_at', 'discarded_at', 'quiet',
  'verified_how', 'verified_at', 'promise_id', 'version',
] as const satisfies readonly (keyof CallRecord)[];
