import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { notFound } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readable, visible } from '../tickets/access.ts';
import { family, familyOf } from '../tickets/families.ts';
import type { promise, promiseMove } from './contract.ts';
import { owed, type PromiseKind, type PromiseState } from './rules.ts';
import type { PromiseRecord } from './tables.ts';

export type Promised = Out<typeof promise>;
interface Row extends PromiseRecord { number: number; subject: string; customer_name: string | null; moves: Out<typeof promiseMove>[] }

const shape = (r: Row): Promised => ({
  id: r.id, kind: r.kind as PromiseKind, ticketId: r.ticket_id, number: Number(r.number), subject: r.subject, customerName: r.customer_name ?? '', text: r.text, dueAt: r.due_at, ownerId: r.owner_id,
  to: { kind: r.to_kind as Promised['to']['kind'], id: r.to_id }, saidIn: r.said_in, state: r.state as PromiseState, late: r.state === 'broken' && owed({ state: r.state, keptAt: r.kept_at }),
  madeBy: r.made_by, madeAt: r.made_at, keptAt: r.kept_at, brokenAt: r.broken_at, withdrawnFor: r.withdrawn_for, moves: r.moves.map((m) => ({ ...m, was: new Date(m.was).toISOString(), dueAt: new Date(m.dueAt).toISOString(), at: new Date(m.at).toISOString() })),
});

const columns = sql`p.*, t.number, t.subject, c.name as customer_name, coalesce((select jsonb_agg(jsonb_build_object('was', m.was, 'dueAt', m.due_at, 'told', m.told, 'reason', m.reason, 'personId', m.by_id, 'at', m.at) order by m.id) from promise_moves m where m.promise_id = p.id), '[]') as moves`;
const from = sql`promises p join tickets t on t.id = p.ticket_id left join customers c on c.id = t.customer_id`;
const isOwed = sql`(p.state = 'open' or (p.state = 'broken' and p.kept_at is null))`;

/** Promises of a ticket and of those merged into it: owed ones first, by due time. */
export async function ticketPromises(db: Reads, actor: PersonActor, ticketId: string): Promise<Promised[]> {
  await readable(db, actor, ticketId);
  const { rows } = await sql<Row>`select ${columns} from ${from} where p.ticket_id = any(${await familyOf(db, ticketId)}::uuid[]) order by not ${isOwed}, p.due_at, p.id limit 200`.execute(db);
  return rows.map(shape);
}

/** What somebody owes, the most overdue first; on tickets they may see. */
export async function owedBy(db: Reads, actor: PersonActor): Promise<Promised[]> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where p.owner_id = ${actor.id} and ${isOwed} and ${visible(actor)} order by p.due_at, p.id limit 200`.execute(db);
  return rows.map(shape);
}

export async function promiseById(db: Reads, actor: PersonActor, id: string): Promise<Promised> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where p.id = ${id} and ${visible(actor)}`.execute(db);
  return rows[0] ? shape(rows[0]) : refuse(notFound);
}

/** Promises by id, in one query. Whose ticket may be seen is decided by who asked. */
export async function promisesByIds(db: Reads, ids: readonly string[]): Promise<Map<string, Promised>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<Row>`select ${columns} from ${from} where p.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((r) => [r.id, shape(r)]));
}

/** The words of promises, for the entries of a timeline and for handoffs. Whose ticket may be seen is decided by who asked. */
export async function promiseTexts(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<{ id: string; text: string }>`select id, text from promises where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((r) => [r.id, r.text]));
}

/** What is owed on a ticket and those merged into it, for those who take it over: text, due, owner. */
export async function owedOn(db: Reads, ticketId: string): Promise<{ id: string; text: string; dueAt: string; ownerId: string }[]> {
  const { rows } = await sql<{ id: string; text: string; due_at: string; owner_id: string }>`${family(ticketId)} select p.id, p.text, p.due_at, p.owner_id from promises p where p.ticket_id in (select id from family) and ${isOwed} order by p.due_at, p.id limit 50`.execute(db);
  return rows.map((r) => ({ id: r.id, text: r.text, dueAt: r.due_at, ownerId: r.owner_id }));
}
