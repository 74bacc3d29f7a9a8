import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { visible } from '../tickets/access.ts';
import { seenRows } from '../tickets/queries.ts';
import type { TicketRow } from '../tickets/rules.ts';
import { readableLeave } from './access.ts';
import { wrongState, type digest } from './contract.ts';
import { shape } from './leave-row.ts';
import type { State } from './rules.ts';
import { tables, type LeaveRecord } from './tables.ts';

export type Digest = Out<typeof digest>;

const beforeMs = 14 * 24 * 3600_000;
/** What was handed off for a leave: since it was planned, and not longer before it than people clear their desk. */
export const handedSince = (row: Pick<LeaveRecord, 'made_at' | 'from_at'>): string => new Date(Math.max(Date.parse(row.made_at), Date.parse(row.from_at) - beforeMs)).toISOString();

/** What happened while somebody was away, as they may see it now: figures that lead to the tickets, no words of customers. */
export async function digestOf(db: Reads, actor: PersonActor, id: string): Promise<Digest> {
  const { row, leads } = await readableLeave(db, actor, id);
  if (row.state !== 'over' && row.state !== 'away') refuse(wrongState, { state: row.state as State });
  const since = row.began_at!;
  const until = row.ended_at ?? clock.iso();
  const handed = await tables(db).selectFrom('handoffs').select('ticket_id').distinct().where('sender_id', '=', row.person_id).where('state', '=', 'accepted').where('offered_at', '>=', handedSince(row)).where('offered_at', '<', until).execute();
  const handedIds = new Set(handed.map((h) => h.ticket_id));
  const tickets = await seenRows(db, actor, [...new Set([...row.kept, ...handedIds])]);
  const figures = await figuresOf(db, tickets.map((t) => t.id), since, until);
  const still = (t: TicketRow) => t.ownerId === row.person_id && t.status !== 'closed';
  return {
    leave: shape(row, actor, { leads }),
    mine: tickets.filter(still).map((ticket) => ({ ticket, messages: 0, replies: 0, notes: 0, ...figures.get(ticket.id) })),
    others: tickets.filter((t) => !still(t)).map((ticket) => ({ ticket, how: ticket.ownerId === row.person_id ? 'closed' as const : handedIds.has(ticket.id) ? 'handed-off' as const : 'taken-over' as const, ownerId: ticket.ownerId })),
    cover: row.cover_id ? await coverDid(db, row, tickets.map((t) => t.id), since, until) : null,
    asks: await askedMeanwhile(db, actor, row, since, until),
  };
}

interface Figures { messages: number; replies: number; notes: number }
async function figuresOf(db: Reads, ids: readonly string[], since: string, until: string): Promise<Map<string, Figures>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<Figures & { id: string }>`select t.id, (select count(*)::int from messages m where m.ticket_id = t.id and m.direction = 'in' and m.at >= ${since} and m.at < ${until}) as messages,
      (select count(*)::int from messages m where m.ticket_id = t.id and m.direction = 'out' and m.delivery <> 'cancelled' and m.at >= ${since} and m.at < ${until}) as replies,
      (select count(*)::int from notes n where n.ticket_id = t.id and n.removed_at is null and n.at >= ${since} and n.at < ${until}) as notes
    from unnest(${[...ids]}::uuid[]) as t(id)`.execute(tables(db));
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}

/** What the cover did on their tickets. */
async function coverDid(db: Reads, row: LeaveRecord, ids: readonly string[], since: string, until: string): Promise<Digest['cover']> {
  const none = { personId: row.cover_id!, replies: 0, notes: 0, closed: 0 };
  if (!ids.length) return none;
  const { rows: [did] } = await sql<{ replies: number; notes: number; closed: number }>`select count(*) filter (where f.name = 'tickets.replied')::int as replies, count(*) filter (where f.name = 'notes.added')::int as notes, count(*) filter (where f.name = 'tickets.closed')::int as closed
    from facts f where f.about_id = any(${[...ids]}::uuid[]) and f.shown and f.actor_id = ${row.cover_id} and f.at >= ${since} and f.at < ${until}`.execute(tables(db));
  return { ...none, ...did };
}

/** What was meant for them: on their own list, or on the cover's in their place. */
async function askedMeanwhile(db: Reads, actor: PersonActor, row: LeaveRecord, since: string, until: string): Promise<Digest['asks']> {
  const { rows } = await sql<Digest['asks'][number]>`select a.ticket_id as "ticketId", t.number::int as number, t.subject, a.state, a.asked_by as "askedById", a.settled_by as "doneById", a.note_id as "noteId"
    from note_asks a join tickets t on t.id = a.ticket_id where (a.for_id = ${row.person_id} or (a.meant_kind = 'person' and a.meant_id = ${row.person_id})) and a.state <> 'withdrawn' and (a.at >= ${since} or a.settled_at >= ${since} or a.state = 'open') and a.at < ${until} and ${visible(actor)}
    order by a.state <> 'open', a.at desc limit 100`.execute(tables(db));
  return rows;
}
