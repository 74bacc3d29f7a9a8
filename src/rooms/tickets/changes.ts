import { sql } from 'kysely';
import type { AnySchema, Fact } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { audience } from './access.ts';
import { changedSince, claimEnded, type ClosingWords, type Via } from './contract.ts';
import { collisions, type TicketRow } from './rules.ts';
import { tables, type Ticket, type TicketPatch } from './tables.ts';
import { rowOf, setOf, ticketColumns } from './ticket-row.ts';

/** What one act changed, kept so that one undo takes it back. Verbs called with it add to it. */
export interface Act { readonly id: string; readonly changes: Done[] }
/** One ticket's part: the columns touched, as they were and as they became. */
export interface Done { readonly ticketId: string; readonly fact: string; readonly before: TicketPatch; readonly after: TicketPatch }
/** What every verb may be told besides its own: the version its caller saw, the act it is part of, how it came about, for closing why, and why it was picked out of its turn. */
export interface How { readonly version?: number; readonly act?: Act; readonly via?: Via; readonly closing?: ClosingWords; /** What the reply says that closes it. */ readonly said?: string; readonly reason?: string }

type DataOf<D extends AnySchema> = Omit<D['_zod']['input'] & object, 'set' | 'undoId'>;
interface Extra {
  readonly act?: Act; readonly uid?: string; readonly also?: readonly string[];
  /** `set` holds the whole row: for acts that show the ticket to people who may not have held it. */
  readonly whole?: boolean;
}

/** The only writer of ticket rows: updates, counts the version up and records the fact that says so, with `set`. */
export async function change<D extends AnySchema>(tx: Tx, actor: Actor, before: Ticket, asked: TicketPatch, fact: Fact<string, D>, data: DataOf<D>, extra: Extra = {}): Promise<Ticket> {
  const patch = inItsPlace(before, asked);
  const after = await update(tx, before, patch);
  const columns = Object.keys(patch) as (keyof TicketPatch)[];
  // A claim ended is ended: no undo brings it back.
  const kept = columns.filter((c) => c !== 'claimed_by');
  if (extra.act) extra.act.changes.push({ ticketId: before.id, fact: fact.name, before: pick(before, kept), after: pick(after, kept) });
  const whole = extra.whole || after.team_id !== before.team_id;
  const full = { ...data, set: whole ? await rowOf(tx, after.id) : setOf(after, [...columns, 'version']), ...(extra.act ? { undoId: extra.act.id } : {}) };
  await record(tx, actor, fact as Fact, { about: before.id, to: audience(before, after, extra.also), data: full, uid: extra.uid });
  if (before.claimed_by !== null && after.claimed_by === null) await ask(tx, actor, claimEnded, { ticketId: before.id });
  return after;
}

/**
 * What an owner, a team or a status means for the queue: open without an owner stands in it, since it came there; an undo
 * brings its place back. A claim ends with each of them.
 */
export function inItsPlace(before: Pick<Ticket, 'owner_id' | 'team_id' | 'status' | 'queued_at' | 'claimed_by'>, patch: TicketPatch): TicketPatch {
  if (patch.owner_id === undefined && patch.team_id === undefined && patch.status === undefined) return patch;
  const after = { ...before, ...patch };
  const queued = after.status === 'open' && after.owner_id === null ? after.queued_at ?? clock.iso() : null;
  const ends = before.claimed_by !== null && (after.owner_id !== null || after.team_id !== before.team_id || after.status !== before.status);
  return { ...patch, ...(queued === after.queued_at ? {} : { queued_at: queued }), ...(ends ? { claimed_by: null } : {}) };
}

/** Records a fact about a ticket whose row stays as it is. */
export async function tell<D extends AnySchema>(tx: Tx, actor: Actor, ticket: Pick<Ticket, 'id' | 'team_id' | 'owner_id'>, fact: Fact<string, D>, data: DataOf<D>, extra: Extra = {}): Promise<void> {
  await record(tx, actor, fact as Fact, { about: ticket.id, to: audience(ticket, ticket, extra.also), data: { ...data, set: {} }, uid: extra.uid });
}

/** What a message changes. It reads as it was written, and the callers hold the row locked: no second reading. */
const plain: ReadonlySet<string> = new Set(['snippet', 'last_message_at', 'last_from', 'message_count'] satisfies (keyof TicketPatch)[]);

async function update(tx: Tx, before: Ticket, patch: TicketPatch): Promise<Ticket> {
  const row = { ...patch, version: before.version + 1 };
  const writing = tables(tx).updateTable('tickets').set(row).where('id', '=', before.id);
  if (!Object.keys(patch).every((column) => plain.has(column))) return await writing.returning(ticketColumns).executeTakeFirstOrThrow();
  await writing.execute();
  return { ...before, ...row } as Ticket;
}

const pick = (ticket: Ticket, columns: readonly (keyof TicketPatch)[]): TicketPatch => Object.fromEntries(columns.map((c) => [c, ticket[c]])) as TicketPatch;

interface Since { name: string; at: string; actor_id: string | null; set: Partial<TicketRow> }

/**
 * Refuses with `tickets.changed` when one of these fields was changed after the version the caller saw (W-L10).
 * Other fields may have moved on: two people changing different things do not disturb each other.
 */
export async function unchangedSince(tx: Tx, ticket: Ticket, version: number | undefined, fields: readonly (keyof TicketRow)[], facts: readonly string[] = []): Promise<void> {
  if (version === undefined || version >= ticket.version) return;
  const { rows } = await sql<Since>`select name, at, actor_id, data->'set' as set from facts
    where about_id = ${ticket.id} and shown and (data->'set'->>'version')::int > ${version} order by id desc limit 50`.execute(tx);
  const touching = rows.filter((r) => facts.includes(r.name) || collisions(fields, [r.set]).length);
  if (!touching.length) return;
  refuse(changedSince, { ticket: await rowOf(tx, ticket.id), changes: touching.map((r) => ({ name: r.name, at: r.at, personId: r.actor_id, set: r.set })) });
}

/** Runs verbs as one act that one undo takes back. Answers its id, or null when nothing changed. */
export async function undoable<T>(tx: Tx, actor: Actor, run: (act: Act) => Promise<T>, id: string = newId()): Promise<{ result: T; undoId: string | null }> {
  const act: Act = { id, changes: [] };
  const result = await run(act);
  if (!act.changes.length || actor.kind !== 'person') return { result, undoId: null };
  await tables(tx).insertInto('ticket_undos').values({ id, person_id: actor.id, what: act.changes[0]!.fact, changes: JSON.stringify(act.changes), at: clock.now() }).execute();
  return { result, undoId: id };
}
