import type { Actor } from '../../../core/server/actor.ts';
import { system } from '../../../core/server/actor.ts';
import { publicUrl } from '../../../core/server/config.ts';
import { transact, type Db, type Tx } from '../../../core/server/db.ts';
import { record } from '../../../core/server/journal.ts';
import { postAutomatic } from './automatic-mails.ts';
import { TeammateTurnedAway, TeammateUnconfirmed } from './contract.ts';
import { settleMail } from './incoming-mails.ts';
import type { Read } from './receive.ts';

/** The teammate, active or not, whose own address a mail names as its sender. */
export interface Teammate { readonly id: string; readonly name: string }
const actor = system('email');

/**
 * A teammate answered on a ticket by mail. That is never a reply to the customer: whoever can write a mail could speak
 * for us (W-A1, W-A7). They are told so; nothing goes to anybody else.
 */
export async function turnAway(db: Db, read: Read, teammate: Teammate, ticketId: string): Promise<void> {
  const reason = `${teammate.name} answered by mail. Replies are written on the ticket; nothing was sent.`;
  await transact(db, async (tx) => {
    await settleMail(tx, actor, read.mail, { state: 'refused', kind: 'teammate', reason, sender: read.sender.address, subject: read.reading.mail.subject, ticketId });
    await record(tx, actor, TeammateTurnedAway, { about: read.mail.id, to: [`person:${teammate.id}`, 'admins'], data: { personId: teammate.id, ticketId } });
    if (!read.reading.mayAnswer) return;
    await postAutomatic(tx, actor, {
      kind: 'turned-away', from: { name: read.mailbox.name, address: read.mailbox.address }, to: { name: teammate.name, address: read.sender.address }, subject: 'Your mail was not sent to the customer',
      text: `You answered a ticket by mail. Nothing was sent to the customer: replies are written on the desk, where everybody sees them.\n\nOpen it: ${publicUrl()}\n`, inReplyTo: read.mail.message_id, ticketId: null,
    });
  });
}

/** Keeps in the audit trail that a mail claimed to be from a teammate and could not be confirmed (W-A1). */
export const unconfirmed = (tx: Tx, by: Actor, ticketId: string, entryId: string, read: Read) =>
  record(tx, by, TeammateUnconfirmed, { about: ticketId, to: [`team:${read.mailbox.team_id}`, 'admins'], data: { entryId, address: read.sender.address, dmarc: read.dmarc } });
