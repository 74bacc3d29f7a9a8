import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import { WhySaid } from './contract.ts';
import { tables } from './tables.ts';

/** Keeps why a reply that is about to leave names what has no source. Said again for the same reply, the last words hold. */
export async function sayWhyOf(tx: Tx, actor: PersonActor, ticketId: string, what: { messageId: string; words: string; claims: readonly string[] }): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  const values = { ticket_id: ticketId, person_id: actor.id, words: what.words, claims: [...what.claims], at: clock.now() };
  const fresh = await tables(tx).insertInto('reply_reasons').values({ message_id: what.messageId, ...values }).onConflict((c) => c.column('message_id').doNothing()).returning('message_id').executeTakeFirst();
  if (fresh) return await tell(tx, actor, ticket, WhySaid, { messageId: what.messageId });
  await tables(tx).updateTable('reply_reasons').set(values).where('message_id', '=', what.messageId).where('person_id', '=', actor.id).execute();
}
