import { mailFacts, MailDelayed, MailFailed, MailHeld, MailSent, MailUnknown } from '../../../core/mail-contract.ts';
import { system } from '../../../core/server/actor.ts';
import { transact } from '../../../core/server/db.ts';
import { follows, joins, type Recorded } from '../../../core/server/journal.ts';
import { cancelMail, countAsSent, retryMail } from '../../../core/server/mail.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { DeliveryDecided, Replied, ReplyCancelled, ReplyRetried, tooLate } from '../../tickets/contract.ts';
import { setDelivery } from '../../tickets/messages.ts';
import { postReply, replyKind } from './outgoing-replies.ts';
import { tables } from './tables.ts';

const actor = system('email');

/** How an outbox row's fact reads on the reply. */
function deliveryOf(fact: Recorded<Record<string, unknown>>): [Parameters<typeof setDelivery>[3], string | null] | null {
  const reason = (fact.data.reason as string | undefined) ?? null;
  switch (fact.name) {
    case MailSent.name: return ['sent', (fact.data.refusedFor as string[]).length ? `Not taken for ${(fact.data.refusedFor as string[]).join('; ')}` : null];
    case MailDelayed.name: return ['delayed', reason];
    case MailFailed.name: return ['failed', reason];
    case MailHeld.name: return ['held', reason];
    case MailUnknown.name: return ['unknown', null];
    default: return null;
  }
}

export const followers = [
  joins(Replied, async (tx, { about, data }, by) => {
    if (data.channel === 'email') await postReply(tx, by, { messageId: data.messageId, ticketId: about.id, dueAt: data.dueAt, to: data.to, cc: data.cc });
  }),
  joins(ReplyCancelled, async (tx, { data }) => {
    const row = await tx.selectFrom('outbox').select('state').where('id', '=', data.messageId).executeTakeFirst();
    if (row && !(await cancelMail(tx, data.messageId))) refuse(tooLate, { delivery: 'sending' });
  }),
  joins(ReplyRetried, async (tx, { about, data }, by) => {
    const row = await tx.selectFrom('outbox').select('state').where('id', '=', data.messageId).executeTakeFirst();
    if (row) return void await retryMail(tx, data.messageId, { bounced: true });
    const message = await tables(tx).selectFrom('messages').select(['recipients', 'copies', 'channel']).where('id', '=', data.messageId).executeTakeFirstOrThrow();
    if (message.channel === 'email') await postReply(tx, by, { messageId: data.messageId, ticketId: about.id, dueAt: data.dueAt, to: message.recipients as never, cc: message.copies as never });
  }),
  joins(DeliveryDecided, async (tx, { data }) => {
    if (data.delivery === 'sent') await countAsSent(tx, data.messageId);
  }),
  follows('email.delivery', mailFacts, async (db, fact) => {
    if (fact.data.kind !== replyKind || !fact.data.about) return;
    const how = deliveryOf(fact as Recorded<Record<string, unknown>>);
    if (how) await transact(db, (tx) => setDelivery(tx, actor, fact.data.about!.id, ...how.slice(0) as [typeof how[0], string | null]));
  }),
];
