import { sql, type RawBuilder } from 'kysely';
import type { Out } from '../../../core/contract.ts';
import { notFound } from '../../../core/refusals.ts';
import type { Actor, PersonActor } from '../../../core/server/actor.ts';
import type { Reads } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { readable, visible } from '../../tickets/access.ts';
import { familyOf } from '../../tickets/families.ts';
import type { call } from './contract.ts';
import type { Outcome } from './rules.ts';
import type { CallRecord } from './tables.ts';

export type Call = Out<typeof call>;
interface Row extends CallRecord { t_number: number; subject: string; customer: string | null; ends_at: string | null }

const columnsWith = (subject: RawBuilder<unknown>) => sql`c.*, t.number as t_number, ${subject} as subject, k.name as customer, case when c.ended_at is null then (select x.due_at from clocks x where x.about_id = c.id and x.kind = 'call' and x.state <> 'stopped' limit 1) end as ends_at`;
const columns = columnsWith(sql`t.subject`);
/** One's own call stays one's own when its ticket goes where one does not see it; what it is called there is not theirs to read. */
const ownColumns = (actor: PersonActor) => columnsWith(sql`case when ${visible(actor)} then t.subject else '' end`);
const from = sql`calls c join tickets t on t.id = c.ticket_id left join customers k on k.id = t.customer_id`;

const shape = (actor: Actor) => (r: Row): Call => ({
  id: r.id, ticketId: r.ticket_id, number: Number(r.t_number), subject: r.subject, customerName: r.customer ?? '', personId: r.person_id, channel: r.channel as Call['channel'], direction: r.direction as Call['direction'], phone: r.number,
  startedAt: r.started_at, endedAt: r.ended_at, endedWhy: r.ended_why as Call['endedWhy'], seconds: r.seconds, outcome: r.outcome as Outcome | null, notes: r.notes, next: r.next as Call['next'], readBack: r.read_back as Call['readBack'],
  wrappedAt: r.wrapped_at, discardedAt: r.discarded_at, quiet: r.quiet, verified: r.verified_how && r.verified_at ? { how: r.verified_how as NonNullable<Call['verified']>['how'], at: r.verified_at } : null,
  promiseId: r.promise_id, endsAt: r.ends_at, version: r.version, may: { change: actor.kind === 'person' && actor.id === r.person_id && r.discarded_at === null },
});

/** One's own call, or one on a ticket known to be seen. */
export async function callById(db: Reads, actor: PersonActor, id: string): Promise<Call> {
  const { rows } = await sql<Row>`select ${ownColumns(actor)} from ${from} where c.id = ${id}`.execute(db);
  return rows[0] ? shape(actor)(rows[0]) : refuse(notFound);
}

/** Calls by id, for a ticket the actor is known to see (its timeline). */
export async function callsByIds(db: Reads, actor: Actor, ids: readonly string[]): Promise<Call[]> {
  if (!ids.length) return [];
  return (await sql<Row>`select ${columns} from ${from} where c.id = any(${[...ids]}::uuid[])`.execute(db)).rows.map(shape(actor));
}

/** Calls and other attempts on a ticket and on those merged into it, newest first. */
export async function callsOf(db: Reads, actor: PersonActor, ticketId: string): Promise<Call[]> {
  await readable(db, actor, ticketId);
  const { rows } = await sql<Row>`select ${columns} from ${from} where c.ticket_id = any(${await familyOf(db, ticketId)}::uuid[]) and c.discarded_at is null order by c.started_at desc, c.id desc limit 200`.execute(db);
  return rows.map(shape(actor));
}

/** The call somebody is on, else the last of which they have not said how it went; null: none. */
export async function liveOf(db: Reads, actor: PersonActor): Promise<Call | null> {
  const { rows } = await sql<Row>`select ${ownColumns(actor)} from ${from} where c.person_id = ${actor.id} and c.wrapped_at is null order by c.ended_at is not null, c.started_at desc limit 1`.execute(db);
  return rows[0] ? shape(actor)(rows[0]) : null;
}
