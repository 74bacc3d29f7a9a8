import type { Selectable } from 'kysely';
import type { Reads } from '../../../core/server/db.ts';
import type { Schema } from '../../../core/server/schema.ts';

type Own = Pick<Schema, 'mailboxes' | 'imap_positions' | 'incoming_mails' | 'email_messages' | 'automatic_mails'>;
type Granted = Pick<Schema, 'people' | 'teams' | 'members' | 'tickets' | 'messages' | 'participants' | 'customers' | 'customer_addresses'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type Mailbox = Selectable<Schema['mailboxes']>;
export type IncomingMail = Selectable<Schema['incoming_mails']>;
