import type { Reads } from '../../../core/server/db.ts';
import { roleOf } from '../../tickets/participants.ts';
import { entryOf, ticketOf } from './reply-tokens.ts';
import { numberIn, threadRule, type Place, type Threading } from './rules.ts';
import { tables } from './tables.ts';

/** What a mail says about where it belongs. */
export interface Referring {
  /** addresses it was delivered to, and those its headers name */
  readonly deliveredTo: readonly string[];
  /** In-Reply-To first, then References from the newest */
  readonly references: readonly string[];
  readonly subject: string;
  readonly sender: string;
  readonly confirmed: boolean;
}

/** Where a mail goes, by what the desk knows of the ids and addresses it names. */
export async function threadOf(db: Reads, mail: Referring): Promise<Threading> {
  const [token, reference, number] = [await byToken(db, mail), await byReference(db, mail.references), await byNumber(db, numberIn(mail.subject))];
  const place = async (ticketId: string | null): Promise<Place | null> => (ticketId ? { ticketId, role: await roleOf(db, ticketId, mail.sender) } : null);
  return threadRule({ token: await place(token), reference: await place(reference), number: await place(number), confirmed: mail.confirmed });
}

/** The ticket that stands for `id`: the one it was merged into. */
async function root(db: Reads, id: string | undefined): Promise<string | null> {
  for (let at = id; at; ) {
    const row = await tables(db).selectFrom('tickets').select(['id', 'merged_into']).where('id', '=', at).executeTakeFirst();
    if (!row?.merged_into) return row?.id ?? null;
    at = row.merged_into;
  }
  return null;
}

const byNumber = async (db: Reads, number: number | null): Promise<string | null> =>
  number === null ? null : await root(db, (await tables(db).selectFrom('tickets').select('id').where('number', '=', number).executeTakeFirst())?.id);

async function byToken(db: Reads, mail: Referring): Promise<string | null> {
  for (const address of mail.deliveredTo) {
    const number = ticketOf(address);
    if (number !== null) return await byNumber(db, number);
  }
  const entries = mail.references.map(entryOf).filter((e) => e !== null);
  if (!entries.length) return null;
  const found = await tables(db).selectFrom('messages').select(['id', 'ticket_id']).where('id', 'in', entries).execute();
  return await root(db, entries.map((e) => found.find((f) => f.id === e)?.ticket_id).find(Boolean));
}

/** By the ids of mails that others wrote. */
async function byReference(db: Reads, references: readonly string[]): Promise<string | null> {
  if (!references.length) return null;
  const found = await tables(db).selectFrom('email_messages as e').innerJoin('messages as m', 'm.id', 'e.entry_id').select(['e.message_id', 'm.ticket_id'])
    .where('e.message_id', 'in', [...references]).where('e.direction', '=', 'in').execute();
  return await root(db, references.map((r) => found.find((f) => f.message_id === r)?.ticket_id).find(Boolean));
}

/** Whether a mail that this one refers to has arrived and still waits to be read: then this one waits for it. */
export async function awaitsEarlier(db: Reads, mail: { id: string; mailbox_id: string; at: string }, references: readonly string[]): Promise<boolean> {
  if (!references.length) return false;
  const earlier = await tables(db).selectFrom('incoming_mails').select('id').where('message_id', 'in', [...references]).where('mailbox_id', '=', mail.mailbox_id)
    .where('state', '=', 'received').where('id', '!=', mail.id).where('at', '<=', mail.at).limit(1).executeTakeFirst();
  return earlier !== undefined;
}

