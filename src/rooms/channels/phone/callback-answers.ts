import { sql } from 'kysely';
import type { Out } from '../../../core/contract.ts';
import { notFound } from '../../../core/refusals.ts';
import type { PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Reads } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { calendarOf, openHours } from '../../calendars/queries.ts';
import { hoursInWords } from '../../calendars/calendar-words.ts';
import { isOpen, nextClose, nextOpen } from '../../calendars/rules.ts';
import { customerById } from '../../customers/queries.ts';
import { runs } from '../../people/access.ts';
import { promisesByIds, type Promised } from '../../promises/queries.ts';
import { readable, visible } from '../../tickets/access.ts';
import { goesOnIn } from '../../tickets/families.ts';
import type { callback, callbackTimes } from './contract.ts';

export type Callback = Out<typeof callback>;
interface Row { promise_id: string; on: Callback['ticket']; number: string; name: string | null; zone: string | null; attended_at: string | null; attended_by: string | null; team_id: string; offer_at: string | null; why: NonNullable<Callback['offer']>['why'] | null; to_ids: string[] | null; untaken_at: string | null }

const columns = sql`c.promise_id, ${goesOnIn} as on, c.number, k.name, k.zone, c.attended_at, c.attended_by, t.team_id, o.at as offer_at, o.why, o.to_ids, o.untaken_at`;
const from = sql`callbacks c join promises p on p.id = c.promise_id join tickets t on t.id = p.ticket_id left join customers k on k.id = t.customer_id left join callback_offers o on o.promise_id = c.promise_id and o.ended_at is null`;

const shape = (actor: PersonActor, promise: Promised, r: Row): Callback => ({
  promise, ticket: r.on, phone: r.number, customerName: r.name ?? '', zone: r.zone, attendedAt: r.attended_at, attendedBy: r.attended_by,
  offer: r.offer_at && r.why ? { at: r.offer_at, why: r.why, to: r.to_ids ?? [], untaken: r.untaken_at !== null, mine: (r.to_ids ?? []).includes(actor.id) || runs(actor, r.team_id) } : null,
});
async function shaped(db: Reads, actor: PersonActor, rows: readonly Row[]): Promise<Callback[]> {
  const promised = await promisesByIds(db, rows.map((r) => r.promise_id));
  return rows.map((r) => shape(actor, promised.get(r.promise_id)!, r));
}

export async function callbackById(db: Reads, actor: PersonActor, id: string): Promise<Callback> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where c.promise_id = ${id} and ${visible(actor)}`.execute(db);
  return (await shaped(db, actor, rows))[0] ?? refuse(notFound);
}

/** Found by what is owed and what is offered, however many were ever made. A lead sees what nobody took in the teams they lead, an admin what has no lead. */
export const myCallbacksQuery = (actor: PersonActor) => sql<Row>`select ${columns} from ${from} where c.promise_id in (
      select id from promises where owner_id = ${actor.id} and kind = 'callback' and (state = 'open' or (state = 'broken' and kept_at is null))
      union select x.promise_id from callback_offers x join callbacks y on y.promise_id = x.promise_id join tickets z on z.id = y.ticket_id
        where x.ended_at is null and (${actor.id}::uuid = any(x.to_ids) or (x.untaken_at is not null and ${answersFor(actor)})))
    and p.kept_at is null and p.state in ('open', 'broken') and ${visible(actor)} order by p.due_at, p.id limit 200`;
const answersFor = (actor: PersonActor) => (actor.role !== 'lead' && actor.role !== 'admin' ? sql`false`
  : sql`(z.team_id = any(${[...actor.leads]}::uuid[]) ${actor.role === 'admin' ? sql`or not exists (select from members m join people l on l.id = m.person_id where m.team_id = z.team_id and m.lead and l.deactivated_at is null)` : sql``})`);

/** What somebody owes, the next due first, and what is offered to them. */
export const myCallbacks = async (db: Reads, actor: PersonActor): Promise<Callback[]> => await shaped(db, actor, (await myCallbacksQuery(actor).execute(db)).rows);

const aheadMs = 14 * 24 * 3600_000;
/** When the ticket's team is open in the next fourteen days, and where the customer lives. */
export async function timesFor(db: Reads, actor: PersonActor, ticketId: string): Promise<Out<typeof callbackTimes>> {
  const ticket = await readable(db, actor, ticketId);
  const calendar = await calendarOf(db, ticket.team_id);
  const hours = await openHours(db, calendar);
  const end = clock.ms() + aheadMs;
  const open: { from: string; to: string }[] = [];
  for (let at: number | null = clock.ms(); at !== null && at < end && open.length < 60;) {
    const begin = isOpen(hours, at) ? at : nextOpen(hours, at);
    if (begin === null || begin >= end) break;
    const close = Math.min(nextClose(hours, begin) ?? end, end);
    open.push({ from: new Date(begin).toISOString(), to: new Date(close).toISOString() });
    at = close;
  }
  const customer = ticket.customer_id ? await customerById(db, ticket.customer_id) : null;
  return { zone: customer?.zone ?? null, hours: { zone: calendar.zone, words: hoursInWords(calendar) }, open };
}
