import type { Actor } from '../../../core/server/actor.ts';
import type { Tx } from '../../../core/server/db.ts';
import { plainAddress } from '../../../core/mail-address.ts';
import { postAutomatic } from './automatic-mails.ts';
import type { Read } from './receive.ts';
import { replyAddress } from './reply-tokens.ts';

/** "We got your message": only where a mailbox asks for it, with no word that the sender chose (W-B10). */
export async function acknowledge(tx: Tx, actor: Actor, read: Read, ticket: { ticketId: string; number: number }): Promise<void> {
  const { mailbox, sender } = read;
  if (!mailbox.acknowledge || sender.missing || !plainAddress(sender.address)) return;
  await postAutomatic(tx, actor, {
    kind: 'acknowledgement', ticketId: ticket.ticketId, inReplyTo: read.mail.message_id,
    from: { name: mailbox.name, address: mailbox.address }, replyTo: (mailbox.plus && replyAddress(mailbox.address, ticket.number)) || mailbox.address, to: { name: '', address: sender.address },
    subject: `We got your message #${ticket.number}`, text: `Thank you for writing to us. We got your message; its number is #${ticket.number}.\n\nAnswer this mail to add something.\n\n${mailbox.name}\n`,
  });
}
