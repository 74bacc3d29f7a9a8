import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { Reads } from '../../core/server/db.ts';
import type { link } from './contract.ts';
import type { TicketRow } from './rules.ts';
import type { Ticket } from './tables.ts';

export type Link = Out<typeof link>;
export const linkTo = (t: Pick<Ticket, 'id' | 'number' | 'subject' | 'status'>, kind: Link['kind']): Link => ({ otherId: t.id, number: t.number, subject: t.subject, status: t.status as TicketRow['status'], kind });

/** A ticket with all that were merged into it: their entries together are its timeline. Nothing is moved, so a merge can be taken back at any time. */
export async function familyOf(db: Reads, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${family(id)} select id from family`.execute(db);
  return rows.map((r) => r.id);
}
/** The same as the head of a question that goes on with it. */
export const family = (id: string) => sql`with recursive family as (select ${id}::uuid as id union select t.id from tickets t join family f on t.merged_into = f.id)`;
