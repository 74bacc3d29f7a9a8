import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Db, Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { visible } from './access.ts';
import { TicketsSeen, type ticketNews, type ticketSeen } from './contract.ts';
import { smallFacts } from './rules.ts';

/** Keeps up to which entry the actor has seen tickets; tells their other browsers. What they may not see is passed over, and seen never goes back. */
export async function see(tx: Tx, actor: PersonActor, what: readonly Out<typeof ticketSeen>[]): Promise<void> {
  const newest = new Map<string, number>();
  for (const { ticketId, seen } of what) newest.set(ticketId, Math.max(seen, newest.get(ticketId) ?? 0));
  const { rows } = await sql<{ ticketId: string; seen: number }>`
    insert into ticket_reads as r (person_id, ticket_id, seen)
    select ${actor.id}::uuid, t.id, w.seen from unnest(${[...newest.keys()]}::uuid[], ${[...newest.values()]}::bigint[]) as w(id, seen) join tickets t on t.id = w.id where ${visible(actor)} order by t.id
    on conflict (person_id, ticket_id) do update set seen = excluded.seen where r.seen < excluded.seen returning ticket_id as "ticketId", seen`.execute(tx);
  if (rows.length) await record(tx, actor, TicketsSeen, { about: actor.id, to: [`person:${actor.id}`], data: { tickets: rows } });
}

/** What is new on tickets by somebody else, up to where the actor saw them, and whether they follow. A few index steps a ticket. */
export async function newsOf(db: Reads, actor: PersonActor, ids: readonly string[]): Promise<Out<typeof ticketNews>[]> {
  const { rows } = await sql<Out<typeof ticketNews>>`
    select t.id as "ticketId", coalesce(n.id, 0) as news, coalesce(r.seen, 0) as seen, coalesce(not f.muted, false) as follows
    from tickets t
    left join ticket_reads r on r.ticket_id = t.id and r.person_id = ${actor.id}::uuid
    left join ticket_followers f on f.ticket_id = t.id and f.person_id = ${actor.id}::uuid
    left join lateral (
      select id from facts where about_id = t.id and shown and actor_id is distinct from ${actor.id}::uuid and name <> all(${[...smallFacts]}) and not coalesce((data->>'quiet')::boolean, false)
      order by id desc limit 1
    ) n on true
    where t.id = any(${[...ids]}::uuid[]) and ${visible(actor)}`.execute(db);
  return rows;
}

const keptDays = 60;
/** Closed tickets show no dot: what was seen of those closed long ago is let go. */
export async function sweepReads(db: Db): Promise<void> {
  await sql`delete from ticket_reads r using tickets t where t.id = r.ticket_id and t.status = 'closed' and t.closed_at < ${clock.iso(-keptDays * 24 * 3600_000)}`.execute(db);
}
