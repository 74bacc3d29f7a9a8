import type { Out } from '../../core/contract.ts';
import type { Reads } from '../../core/server/db.ts';
import { fileAnswer, filesAbout, type FileRow } from '../../core/server/files.ts';
import type { message } from './contract.ts';
import { messageColumns, type Delivery, type Mailbox } from './messages.ts';
import type { TicketRow } from './rules.ts';
import { tables, type MessageRecord } from './tables.ts';
import { rows as rowsOfTickets, shape } from './ticket-row.ts';

export type Message = Out<typeof message>;

/** Messages with their files, by id: one query whatever their number. Callers have looked that they may be seen. */
export async function messagesByIds(db: Reads, ids: readonly string[]): Promise<Map<string, Message>> {
  if (!ids.length) return new Map();
  const rows = await tables(db).selectFrom('messages').select(messageColumns).select(filesAbout('message', 'messages.id').as('files')).where('id', 'in', [...ids]).execute();
  return new Map(rows.map((m) => [m.id, shaped(m)]));
}

export const messageById = async (db: Reads, id: string): Promise<Message> => (await messagesByIds(db, [id])).get(id)!;

/** A message with its ticket as lists show it: one question. */
export async function messageOnTicket(db: Reads, id: string): Promise<{ message: Message; ticket: TicketRow }> {
  const row = await rowsOfTickets(db).innerJoin('messages as m', 'm.ticket_id', 't.id').select(messageColumns.map((c) => `m.${c} as m_${c}` as const)).select(filesAbout('message', 'm.id').as('files')).where('m.id', '=', id).executeTakeFirstOrThrow();
  const own = Object.fromEntries(messageColumns.map((c) => [c, row[`m_${c}`]])) as unknown as MessageRecord;
  return { message: shaped({ ...own, files: row.files }), ticket: shape(row) };
}

function shaped(m: MessageRecord & { readonly files: FileRow[] }): Message {
  return {
    id: m.id, ticketId: m.ticket_id, direction: m.direction as Message['direction'], channel: m.channel, customerId: m.customer_id, personId: m.person_id, sender: m.sender as Mailbox, recipients: m.recipients as Mailbox[],
    copies: m.copies as Mailbox[], html: m.html, foldedHtml: m.folded_html, text: m.text, doubt: m.doubt, delivery: m.delivery as Delivery, deliveryNote: m.delivery_note, dueAt: m.due_at, at: m.at,
    files: m.files.map(fileAnswer),
  };
}
