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

/** The other way: the ticket on which work goes on, which is itself unless it was merged away. For statements about a ticket row called `t`. */
export const goesOnIn = sql<{ id: string; number: number }>`(with recursive up as (select t.id, t.number, t.merged_into union all select m.id, m.number, m.merged_into from tickets m join up on m.id = up.merged_into)
  select jsonb_build_object('id', up.id, 'number', up.number) from up where up.merged_into is null)`;
