import { sql } from 'kysely';
import type { Reads } from '../../../core/server/db.ts';
import { roleIn } from '../../tickets/participants.ts';
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

interface Found { readonly how: 'token' | 'reference' | 'number'; readonly place: Place }

/** Where a mail goes, by what the desk knows of the ids and addresses it names: one question. */
export async function threadOf(db: Reads, mail: Referring): Promise<Threading> {
  const named = mail.deliveredTo.map(ticketOf).find((n) => n !== null) ?? null;
  const entries = named === null ? mail.references.map(entryOf).filter((e) => e !== null) : [];
  const number = numberIn(mail.subject);
  const found = named === null && !mail.references.length && number === null ? [] : await places(db, mail, { named, entries, number });
  const place = (how: Found['how']): Place | null => found.find((f) => f.how === how)?.place ?? null;
  return threadRule({ token: place('token'), reference: place('reference'), number: place('number'), confirmed: mail.confirmed });
}

/** The tickets that a token, the ids of mails that others wrote and a number lead to (each the one it was merged into), and what the sender is there. */
async function places(db: Reads, mail: Referring, by: { named: number | null; entries: readonly string[]; number: number | null }): Promise<Found[]> {
  const { rows } = await sql<Found>`/* hot */ with recursive
    clues as (
      select 'token' as how, 0 as rank, id from tickets where number = ${by.named}
      union all select 'token', array_position(${[...by.entries]}::uuid[], id), ticket_id from messages where id = any(${[...by.entries]}::uuid[])
      union all select 'reference', array_position(${[...mail.references]}::text[], e.message_id), m.ticket_id from email_messages e join messages m on m.id = e.entry_id where e.message_id = any(${[...mail.references]}::text[]) and e.direction = 'in'
      union all select 'number', 0, id from tickets where number = ${by.number}),
    roots as (
      select c.how, t.id, t.merged_into from (select distinct on (how) how, id from clues order by how, rank) c join tickets t on t.id = c.id
      union all select r.how, t.id, t.merged_into from roots r join tickets t on t.id = r.merged_into)
    select how, json_build_object('ticketId', id, 'role', ${roleIn(sql.ref('roots.id'), mail.sender)}) as place from roots where merged_into is null`.execute(db);
  return rows;
}

/** Whether a mail that this one refers to has arrived and still waits to be read: then this one waits for it. */
export async function awaitsEarlier(db: Reads, mail: { id: string; mailbox_id: string; at: string }, references: readonly string[]): Promise<boolean> {
  if (!references.length) return false;
  const earlier = await tables(db).selectFrom('incoming_mails').select('id').where('message_id', 'in', [...references]).where('mailbox_id', '=', mail.mailbox_id)
    .where('state', '=', 'received').where('id', '!=', mail.id).where('at', '<=', mail.at).limit(1).executeTakeFirst();
  return earlier !== undefined;
}

