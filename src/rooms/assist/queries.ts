import { sql, type RawBuilder } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { splitReply } from '../channels/email/quote.ts';
import { seen } from '../tickets/queries.ts';
import type { summary } from './contract.ts';
import { summarise, type Owed, type Said } from './summaries.ts';
import { longestMessage } from './sentences.ts';

/** Of long conversations the beginning and the newest are read. */
const first = 3;
const last = 40;

interface Row { id: string; by: Said['by']; person_id: string | null; at: string; text: string; all: number }
const parts = (family: readonly string[]) => sql`unnest(${[...family]}::uuid[]) as f(id) cross join lateral`;
const words = (alias: string) => sql`left(${sql.ref(`${alias}.text`)}, ${sql.lit(longestMessage)}) as text`;
/** Messages and notes of a ticket and of those merged into it: the first few that the customer wrote, and the newest of all. The cost is theirs, however long the ticket. */
export const threadQuery = (family: readonly string[]): RawBuilder<Row> => sql<Row>`
  with read as (
    (select e.id, 'customer' as by, e.person_id, e.at, ${words('e')} from ${parts(family)} (select * from messages m where m.ticket_id = f.id and m.direction = 'in' order by m.at, m.id limit ${sql.lit(first)}) e order by e.at, e.id limit ${sql.lit(first)})
    union all
    (select e.id, case e.direction when 'in' then 'customer' else 'us' end, e.person_id, e.at, ${words('e')} from ${parts(family)} (select * from messages m where m.ticket_id = f.id and m.delivery <> 'cancelled' order by m.at desc, m.id desc limit ${sql.lit(last)}) e order by e.at desc, e.id desc limit ${sql.lit(last)})
    union all
    (select e.id, 'note', e.person_id, e.at, ${words('e')} from ${parts(family)} (select * from notes n where n.ticket_id = f.id and n.removed_at is null order by n.at desc, n.id desc limit ${sql.lit(last)}) e order by e.at desc, e.id desc limit ${sql.lit(last)})
  ), once as (select distinct on (id) * from read order by id)
  select once.*, ((select count(*) from messages m where m.ticket_id = any(${[...family]}::uuid[]) and m.delivery <> 'cancelled') + (select count(*) from notes n where n.ticket_id = any(${[...family]}::uuid[]) and n.removed_at is null))::int as all
  from once order by at, id`;

interface PromiseRow { text: string; said_in: string | null; made_at: string; due_at: string; owner_id: string; owed: boolean }
const promisesQuery = (family: readonly string[]) => sql<PromiseRow>`select text, said_in, made_at, due_at, owner_id, state = 'open' or (state = 'broken' and kept_at is null) as owed
  from promises where ticket_id = any(${[...family]}::uuid[]) order by due_at, id limit 100`;

/** What a ticket is about, for somebody who may see it. Nothing is kept: it is as fresh as what was written. */
export async function summaryOf(db: Reads, actor: PersonActor, ticketId: string): Promise<Out<typeof summary>> {
  const { row, family } = await seen(db, actor, ticketId);
  const [{ rows }, { rows: promised }] = await Promise.all([threadQuery(family).execute(db), promisesQuery(family).execute(db)]);
  const said = rows.map((one): Said => ({ id: one.id, by: one.by, personId: one.person_id, at: one.at, text: one.by === 'note' ? one.text : splitReply(one.text).visible }));
  const owed = promised.filter((one) => one.owed).map((one): Owed => ({ text: one.text, entryId: one.said_in, at: one.made_at, dueAt: one.due_at, personId: one.owner_id }));
  const settledIn = new Set(promised.flatMap((one) => (one.said_in && !one.owed ? [one.said_in] : [])));
  return { lines: summarise({ subject: row.subject, said, owed, settledIn }), messages: rows.length, skipped: Math.max(0, (rows[0]?.all ?? 0) - rows.length) };
}
