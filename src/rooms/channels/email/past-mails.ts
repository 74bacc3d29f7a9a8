import { clock } from '../../../core/server/clock.ts';
import type { Tx } from '../../../core/server/db.ts';
import { keepFiles } from '../../../core/server/files.ts';
import { fileKind, identity } from './incoming-mails.ts';
import { tables } from './tables.ts';

/** A mail that a message of a ticket was made of, as it came. */
export interface PastMail { readonly entryId: string; readonly ticketId: string; readonly mailbox: string; readonly from: string; readonly subject: string; readonly raw: Buffer; readonly at: Date }

/** Keeps the mails of messages that are there already, as if they had been read: for history that is brought in. Their answers are threaded like any other. */
export async function keepPastMails(tx: Tx, all: readonly PastMail[]): Promise<void> {
  if (!all.length) return;
  const boxes = new Map((await tables(tx).selectFrom('mailboxes').select(['id', 'address']).execute()).map((b) => [b.address, b.id]));
  const files = await keepFiles(tx, all.map((m) => ({ name: `${m.entryId}.eml`, content: m.raw, type: 'message/rfc822', about: { kind: fileKind, id: m.entryId } })));
  const rows = all.map((m, i) => ({ ...m, ...identity(m.raw), mailboxId: boxes.get(m.mailbox)!, fileId: files[i]!.id }));
  await tables(tx).insertInto('incoming_mails').values(rows.map((m) => ({
    id: m.entryId, mailbox_id: m.mailboxId, source: 'smtp', file_id: m.fileId, bytes: m.raw.length, message_id: m.messageId, hash: m.hash, envelope: JSON.stringify({ from: m.from, to: [m.mailbox], ip: '', helo: '' }), state: 'done', kind: 'message',
    sender: m.from, subject: m.subject, ticket_id: m.ticketId, entry_id: m.entryId, at: m.at, done_at: clock.now(),
  }))).execute();
  await tables(tx).insertInto('email_messages').values(rows.map((m) => ({ entry_id: m.entryId, mailbox_id: m.mailboxId, direction: 'in', message_id: m.messageId, sender: m.from, at: m.at }))).execute();
}
