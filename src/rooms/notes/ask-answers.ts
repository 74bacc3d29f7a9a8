import { sql, type RawBuilder } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readable, visible } from '../tickets/access.ts';
import { familyOf } from '../tickets/families.ts';
import { mayWith } from './access.ts';
import type { ask } from './contract.ts';
import type { AskRecord } from './tables.ts';

export type Ask = Out<typeof ask>;
interface Row extends AskRecord { number: number; subject: string; customer_name: string | null; words: string; ticket_team: string }

const shape = (actor: PersonActor) => (r: Row): Ask => ({
  id: r.id, noteId: r.note_id, ticketId: r.ticket_id, number: Number(r.number), subject: r.subject, customerName: r.customer_name ?? '', words: r.words, kind: r.kind as Ask['kind'],
  meant: { kind: r.meant_kind as Ask['meant']['kind'], id: r.meant_id }, askedById: r.asked_by, personId: r.person_id, teamId: r.team_id, forId: r.for_id, passedById: r.passed_by, state: r.state as Ask['state'],
  at: r.at, dueAt: r.due_at, late: r.state === 'open' && r.overdue_at !== null, answerId: r.answer_id, settledAt: r.settled_at, settledById: r.settled_by, may: mayWith(actor, r, { team_id: r.ticket_team }),
});

async function asksWhere(db: Reads, actor: PersonActor, where: RawBuilder<unknown>): Promise<Ask[]> {
  const { rows } = await sql<Row>`select a.*, t.number, t.subject, t.team_id as ticket_team, c.name as customer_name, left(n.text, 300) as words
    from note_asks a join tickets t on t.id = a.ticket_id join notes n on n.id = a.note_id left join customers c on c.id = t.customer_id
    where ${where} order by a.state <> 'open', a.due_at, a.id limit 200`.execute(db);
  return rows.map(shape(actor));
}

/** What waits for somebody: on their own list, and what their teams were asked and nobody took. On tickets they may see. */
export const myAsks = (db: Reads, actor: PersonActor): Promise<Ask[]> =>
  asksWhere(db, actor, sql`a.state = 'open' and (a.person_id = ${actor.id} or (a.person_id is null and a.team_id = any(${[...actor.teams]}::uuid[]))) and ${visible(actor)}`);

/** What mentions on a ticket and on those merged into it asked for: open ones first. */
export async function ticketAsks(db: Reads, actor: PersonActor, ticketId: string): Promise<Ask[]> {
  await readable(db, actor, ticketId);
  return await asksWhere(db, actor, sql`a.ticket_id = any(${await familyOf(db, ticketId)}::uuid[]) and a.state <> 'withdrawn'`);
}

/** What stands on notes. That the actor sees their ticket has been looked at. */
export const asksOfNotes = async (db: Reads, actor: Actor, noteIds: readonly string[]): Promise<Ask[]> =>
  actor.kind === 'person' && noteIds.length ? await asksWhere(db, actor, sql`a.note_id = any(${[...noteIds]}::uuid[]) and a.state <> 'withdrawn'`) : [];

export const askById = async (db: Reads, actor: PersonActor, id: string): Promise<Ask> => (await asksWhere(db, actor, sql`a.id = ${id} and ${visible(actor)}`))[0] ?? refuse(notFound);
