import { DateTime } from 'luxon';
import { notFound } from '../../core/refusals.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { escaped } from '../../core/text.ts';
import { messageRow, type Mailbox } from './messages.ts';

/**
 * The message that is answered, as quoted below a reply. Only messages of this very ticket can be quoted: never a
 * note, never what was said on another ticket (W-F6).
 */
export async function quoteOf(db: Reads, family: readonly string[], messageId: string): Promise<string> {
  const message = await messageRow(db, messageId);
  if (!message || !family.includes(message.ticket_id) || message.delivery === 'cancelled') return refuse(notFound);
  const sender = message.sender as Mailbox;
  const when = DateTime.fromISO(message.at, { zone: 'utc' }).toFormat("d LLL yyyy, HH:mm 'UTC'");
  return `<p>${escaped(`On ${when}, ${sender.name || sender.address || 'you'} wrote:`)}</p><blockquote>${message.html}</blockquote>`;
}
