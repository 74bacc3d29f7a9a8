import type { Selectable, Updateable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'tickets' | 'ticket_tallies' | 'messages' | 'participants' | 'ticket_followers' | 'ticket_links' | 'drafts' | 'ticket_views' | 'ticket_tags' | 'tagged_tickets' | 'ticket_undos' | 'ticket_reads'>;
type Granted = Pick<Schema, 'people' | 'teams' | 'customers'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

/** `language` is the database's own: nobody reads it but the lanes of queues. */
export type Ticket = Omit<Selectable<Schema['tickets']>, 'language'>;
export type TicketPatch = Omit<Updateable<Schema['tickets']>, 'language'>;
export type MessageRecord = Omit<Selectable<Schema['messages']>, 'search'>;
