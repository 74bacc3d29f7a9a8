import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db } from '../../core/server/db.ts';
import { recognise } from '../customers/customers.ts';
import { receive, type Incoming, type Received } from './messages.ts';

export type Mail = Partial<Omit<Incoming, 'sender'>> & { readonly from?: string; readonly name?: string };

/** A customer's mail, as a channel hands it over: opens a ticket in `teamId`, or lands on `ticketId`. */
export async function mailIn(db: Db, where: { teamId: string; subject?: string } | { ticketId: string }, mail: Mail = {}): Promise<Received & { messageId: string; customerId: string }> {
  const address = mail.from ?? 'anna@acme.example';
  const id = mail.id ?? newId();
  const text = mail.text ?? 'Hello, my invoice is wrong.';
  return await transact(db, async (tx) => {
    const customerId = mail.customerId ?? await recognise(tx, system('test'), { address, name: mail.name ?? 'Anna Keller' });
    const target = 'ticketId' in where ? { ticketId: where.ticketId } : { open: { id: newId(), teamId: where.teamId, subject: where.subject ?? 'Charged twice' } };
    const got = await receive(tx, system('test'), {
      ...target, id, customerId, channel: 'email', sender: { name: mail.name ?? 'Anna Keller', address }, recipients: [{ name: '', address: 'help@desk.example' }], copies: [], html: `<p>${text}</p>`, foldedHtml: '', text, at: clock.now(), ...mail,
    });
    return { ...got, messageId: id, customerId };
  });
}
