import { replies } from '../../core/server/gates.ts';
import { contactAttempts } from './closing-needs.ts';
import { familyOf } from './families.ts';
import { tables } from './tables.ts';

/** Replies and first words of ours that left, by whichever channel: each was an attempt to reach the customer. */
export const attempts = replies(contactAttempts, async (db, _actor, { ticketId }) => {
  const sent = await tables(db).selectFrom('messages').select(['id', 'channel', 'at', 'person_id']).where('ticket_id', 'in', await familyOf(db, ticketId))
    .where('direction', '=', 'out').where('delivery', 'in', ['sent', 'delayed']).where('person_id', 'is not', null).orderBy('at', 'desc').limit(200).execute();
  return sent.toReversed().map((m) => ({ id: m.id, channel: m.channel, at: m.at, personId: m.person_id, reached: false }));
});
