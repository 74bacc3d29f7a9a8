import { system } from '../../../core/server/actor.ts';
import { transact, type Db, type Tx } from '../../../core/server/db.ts';
import { attempt } from '../../../core/server/limits.ts';
import { record } from '../../../core/server/journal.ts';
import { markByAddress } from '../../customers/addresses.ts';
import { setDelivery } from '../../tickets/messages.ts';
import { OwnAddressSeen } from './contract.ts';
import { settleMail } from './incoming-mails.ts';
import type { Read } from './receive.ts';
import { bouncedOf, entryOf } from './reply-tokens.ts';
import { tables } from './tables.ts';

const actor = system('email');
const reasons: Record<string, string> = {
  own: 'It says it is from one of our own mailboxes.', spam: 'The mail server marked it as spam.', list: 'A newsletter or other mail that one sends to many.', 'list-message': 'It came through a mailing list, and this mailbox files all such mail.', verification: 'It may hold a sign-in code or link.',
  'auto-reply': 'An automatic answer that belongs to no ticket.', bounce: 'A failure notice about no mail of ours.', delay: 'A delay notice about no mail of ours.', delivered: 'A delivery notice.',
  complaint: 'A spam complaint.', receipt: 'A read receipt.',
};

/** Machine mail that opens no ticket: noted where it belongs, else kept aside where it can be seen and recovered (W-B15). */
export async function noteMachineMail(db: Db, read: Read, fate: 'file' | 'hold' | 'note'): Promise<void> {
  // Counted outside the transaction, so that only the first one a day alerts (W-B4).
  const alert = read.kind === 'own' && (await attempt(db, `own-address ${read.sender.address}`, { max: 1, seconds: 86_400 })).allowed;
  await transact(db, async (tx) => {
    if (alert) await record(tx, actor, OwnAddressSeen, { about: read.mailbox.id, to: ['admins'], data: { address: read.sender.address } });
    const entry = fate === 'note' ? await ourMessage(tx, read) : null;
    if (entry) await note(tx, read, entry);
    const known = { kind: read.kind, sender: read.sender.address, subject: read.reading.mail.subject };
    if (entry || read.kind === 'receipt' || read.kind === 'delivered') return await settleMail(tx, actor, read.mail, { state: 'done', ...known, ...(entry ? { ticketId: entry.ticket_id, entryId: entry.id } : {}) });
    await settleMail(tx, actor, read.mail, { state: fate === 'hold' ? 'held' : 'filed', reason: reasons[read.kind] ?? null, ...known });
  });
}

interface Ours { readonly id: string; readonly ticket_id: string; readonly recipients: { address: string }[] }

/** The reply of ours that a report is about: only by a return path or Message-ID that nobody else can make (W-B7). */
async function ourMessage(tx: Tx, read: Read): Promise<Ours | null> {
  const { mail, classified } = read.reading;
  const number = [...read.arrival.to, ...mail.to.map((a) => a.address)].map(bouncedOf).find((n) => n !== null);
  const headers = mail.reports.flatMap((r) => [...r.text.matchAll(/^(?:original-)?message-id:\s*(<[^>\s]+>)/gim)].map((m) => m[1]!));
  const ids = [classified.bounce?.originalMessageId ?? '', ...headers, ...mail.inReplyTo, ...mail.references].map(entryOf).filter((e) => e !== null);
  const entryId = number ? (await tables(tx).selectFrom('email_messages').select('entry_id').where('number', '=', number).where('direction', '=', 'out').executeTakeFirst())?.entry_id : ids[0];
  if (!entryId) return null;
  const row = await tables(tx).selectFrom('messages').select(['id', 'ticket_id', 'recipients', 'copies']).where('id', '=', entryId).where('direction', '=', 'out').executeTakeFirst();
  return row ? { id: row.id, ticket_id: row.ticket_id, recipients: [...(row.recipients as Ours['recipients']), ...(row.copies as Ours['recipients'])] } : null;
}

async function note(tx: Tx, read: Read, entry: Ours): Promise<void> {
  const { bounce } = read.reading.classified;
  const to = new Set(entry.recipients.map((r) => r.address.toLowerCase()));
  if (read.kind === 'complaint') {
    for (const address of to) await markByAddress(tx, actor, address, { quiet: true });
    return;
  }
  if (!bounce || read.kind === 'receipt' || read.kind === 'delivered') return;
  // A report names whom it likes; only those we wrote to are marked.
  const named = bounce.recipients.filter((r) => to.has(r.address.toLowerCase()));
  const failed = named.length ? named : to.size === 1 ? [{ ...bounce.recipients[0], address: [...to][0]!, diagnostic: bounce.recipients[0]?.diagnostic ?? '', status: bounce.recipients[0]?.status ?? '' }] : [];
  const words = failed.map((r) => `${r.address}: ${r.diagnostic || r.status || 'not delivered'}`).join('; ').slice(0, 500) || 'Not delivered.';
  if (read.kind === 'delay' || !bounce.permanent) return void await setDelivery(tx, actor, entry.id, 'delayed', words);
  await setDelivery(tx, actor, entry.id, 'bounced', words);
  for (const r of failed) await markByAddress(tx, actor, r.address, { trouble: (r.diagnostic || r.status || 'Mail to it came back.').slice(0, 200) });
}
