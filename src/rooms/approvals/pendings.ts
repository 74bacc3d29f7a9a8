import type { Reads } from '../../core/server/db.ts';
import { tables } from './tables.ts';

/** The request for an act that waits: on a ticket there is one at most, without a ticket one for each person. */
export async function pendingFor(db: Reads, act: string, ticketId: string | null, requesterId: string): Promise<{ id: string; requester_id: string } | undefined> {
  const waiting = tables(db).selectFrom('approvals').select(['id', 'requester_id']).where('act', '=', act).where('state', '=', 'pending');
  return await (ticketId ? waiting.where('ticket_id', '=', ticketId) : waiting.where('ticket_id', 'is', null).where('requester_id', '=', requesterId)).executeTakeFirst();
}
