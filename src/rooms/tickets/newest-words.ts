import { sql } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import { familyOf } from './families.ts';
import { snippetOf } from './rules.ts';
import type { Ticket, TicketPatch } from './tables.ts';

/** What lists show of a ticket's newest message, read anew after one went away or tickets were joined. */
export async function newestWords(db: Reads, ticket: Ticket): Promise<TicketPatch> {
  const { rows } = await sql<{ text: string; at: string; direction: string }>`select m.text, m.at, m.direction from unnest(${await familyOf(db, ticket.id)}::uuid[]) as t(id)
    cross join lateral (select left(text, 400) as text, at, direction from messages where ticket_id = t.id and delivery <> 'cancelled' order by at desc, id desc limit 1) m order by m.at desc limit 1`.execute(db);
  const newest = rows[0];
  return newest ? { snippet: snippetOf(newest.text), last_message_at: newest.at, last_from: newest.direction === 'in' ? 'customer' : 'us' } : { snippet: '', last_message_at: ticket.made_at };
}
