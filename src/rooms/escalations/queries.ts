import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { notesByIds } from '../notes/queries.ts';
import { readable, visible } from '../tickets/access.ts';
import { familyOf } from '../tickets/families.ts';
import { rowsOf, ticketColumns } from '../tickets/ticket-row.ts';
import type { Ticket } from '../tickets/tables.ts';
import { mayOf, readableOne } from './access.ts';
import { offersFor } from './closings.ts';
import type { escalations, escalationWhole } from './contract.ts';
import { mineIn, type Escalation, type LadderStep, type State } from './rules.ts';
import { openStates, tables, type Record } from './tables.ts';

export type Whole = Out<typeof escalationWhole>;

/** Escalations as they are answered, for tickets the actor is known to see: three queries whatever their number. */
export async function shapes(db: Reads, actor: PersonActor, rows: readonly Record[]): Promise<Escalation[]> {
  if (!rows.length) return [];
  const asked = await tables(db).selectFrom('escalation_asked').select(['escalation_id', 'person_id', 'step']).where('escalation_id', 'in', rows.map((r) => r.id)).orderBy('at').orderBy('person_id').execute();
  const names = new Map((await tables(db).selectFrom('escalation_paths').select(['id', 'name']).execute()).map((p) => [p.id, p.name]));
  const tickets = new Map((await tables(db).selectFrom('tickets').select(ticketColumns).where('id', 'in', rows.map((r) => r.ticket_id)).execute()).map((t) => [t.id, t]));
  return rows.map((it) => shape(it, actor, tickets.get(it.ticket_id)!, names.get(it.path_id) ?? '', asked.filter((a) => a.escalation_id === it.id)));
}

function shape(it: Record, actor: PersonActor, ticket: Ticket, pathName: string, rows: readonly { person_id: string; step: number }[]): Escalation {
  const steps = it.steps as LadderStep[];
  const asked = it.state === 'raised' ? rows.filter((r) => r.step === it.step).map((r) => r.person_id) : [];
  const everAsked = rows.map((r) => r.person_id);
  return {
    id: it.id, ticketId: it.ticket_id, teamId: it.team_id, pathId: it.path_id, pathName, raisedBy: it.raised_by, closerId: it.closer_id, state: it.state as State, reason: it.reason as Escalation['reason'], urgency: it.urgency as Escalation['urgency'],
    mood: it.mood as Escalation['mood'], issue: it.issue, done: it.done, needKind: it.need_kind as Escalation['needKind'], need: it.need, expectation: it.expectation, commitments: it.commitments,
    steps, step: it.step, asked, everAsked, climbs: it.climbs, raisedAt: it.raised_at, askedAt: it.asked_at, dueAt: it.due_at, overdue: it.due_at !== null && Date.parse(it.due_at) < clock.ms(),
    acknowledgedAt: it.acknowledged_at, acknowledgedBy: it.acknowledged_by, answeredAt: it.answered_at, answeredBy: it.answered_by, answerKind: it.answer_kind as Escalation['answerKind'], answerNoteId: it.answer_note_id,
    toldAt: it.told_at, toldMessageId: it.told_message_id, untoldReason: it.untold_reason, closedAt: it.closed_at, closedBy: it.closed_by, overridden: it.overridden, lesson: it.lesson as Escalation['lesson'], lessonWords: it.lesson_words,
    may: mayOf(actor, { it, ticket, asked, everAsked, steps }),
  };
}

async function whole(db: Reads, actor: PersonActor, it: Record, teamId: string): Promise<Whole> {
  const [one] = await shapes(db, actor, [it]);
  const tied = await tables(db).selectFrom('escalation_notes').select(['note_id', 'answer']).where('escalation_id', '=', it.id).execute();
  const notes = await notesByIds(db, actor, tied.map((t) => t.note_id), teamId);
  const answers = new Set(tied.filter((t) => t.answer).map((t) => t.note_id));
  return { ...one!, thread: notes.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((n) => ({ ...n, answer: answers.has(n.id) })), offers: await offersFor(db, it) };
}

export async function escalationById(db: Reads, actor: PersonActor, id: string): Promise<Whole> {
  const { it, ticket } = await readableOne(db, actor, id);
  return await whole(db, actor, it, ticket.team_id);
}

/** Those of a ticket and of the tickets merged into it, newest first. */
export async function ofTicket(db: Reads, actor: PersonActor, ticketId: string): Promise<Whole[]> {
  const ticket = await readable(db, actor, ticketId);
  const rows = await tables(db).selectFrom('escalations').selectAll().where('ticket_id', 'in', await familyOf(db, ticketId)).orderBy('raised_at', 'desc').limit(50).execute();
  return await Promise.all(rows.map((it) => whole(db, actor, it, ticket.team_id)));
}

export const byIds = async (db: Reads, actor: PersonActor, ids: readonly string[]): Promise<Escalation[]> =>
  ids.length ? await shapes(db, actor, await tables(db).selectFrom('escalations').selectAll().where('id', 'in', [...ids]).execute()) : [];

const pageSize = 50;
type Row = Out<typeof escalations.list.spec.output>['items'][number];

/** One's own to acknowledge, answer and close, next due first; or those of teams one sees. Tickets one may not see are not there (W-G4). */
export async function listEscalations(db: Reads, actor: PersonActor, ask: Out<typeof escalations.list.spec.query>): Promise<{ items: Row[]; next: string | null }> {
  if (ask.teamId && !actor.sees.includes(ask.teamId)) refuse(notFound);
  const offset = /^\d{1,6}$/.test(ask.cursor ?? '') ? Number(ask.cursor) : 0;
  let query = tables(db).selectFrom('escalations as e').innerJoin('tickets as t', 't.id', 'e.ticket_id').selectAll('e').where(visible(actor));
  if (ask.teamId) query = query.where('t.team_id', '=', ask.teamId);
  query = ask.view === 'ended' ? query.where('e.state', 'in', ['closed', 'withdrawn']).orderBy('e.closed_at', 'desc') : query.where('e.state', 'in', [...openStates]).orderBy('e.due_at');
  if (ask.view === 'mine') {
    query = query.where(sql<boolean>`(e.state = 'raised' and exists (select from escalation_asked a where a.escalation_id = e.id and a.step = e.step and a.person_id = ${actor.id}::uuid)
      or e.state = 'acknowledged' and e.acknowledged_by = ${actor.id}::uuid or e.state in ('answered', 'told') and e.closer_id = ${actor.id}::uuid)`);
  }
  const rows = await query.orderBy('e.id').limit(pageSize + 1).offset(offset).execute();
  const found = await shapes(db, actor, rows.slice(0, pageSize));
  const tickets = new Map((await rowsOf(db, found.map((e) => e.ticketId))).map((t) => [t.id, t]));
  return { items: found.map((escalation) => ({ escalation, ticket: tickets.get(escalation.ticketId)!, mine: mineIn(actor, escalation) })), next: rows.length > pageSize ? String(offset + pageSize) : null };
}
