import { sql } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import { tables } from './tables.ts';

/** The request for an act that waits: on a ticket there is one at most, without a ticket one for each person, and matter where the act names one. */
export async function pendingFor(db: Reads, act: string, ticketId: string | null, requesterId: string, matter?: object): Promise<{ id: string; requester_id: string } | undefined> {
  const waiting = tables(db).selectFrom('approvals').select(['id', 'requester_id']).where('act', '=', act).where('state', '=', 'pending');
  if (ticketId) return await waiting.where('ticket_id', '=', ticketId).executeTakeFirst();
  const own = waiting.where('ticket_id', 'is', null).where('requester_id', '=', requesterId);
  return await (matter ? own.where(sql<boolean>`data @> ${JSON.stringify(matter)}::jsonb`) : own).executeTakeFirst();
}
