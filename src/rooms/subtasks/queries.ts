import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readable } from '../tickets/access.ts';
import { familyOf } from '../tickets/families.ts';
import { works } from '../tickets/rules.ts';
import type { Ticket } from '../tickets/tables.ts';
import { mayLoosen, mayRequire } from './access.ts';
import type { Subtask } from './rules.ts';
import { subtaskColumns, tables, type SubtaskRecord } from './tables.ts';

export const stateOf = (row: Pick<SubtaskRecord, 'done_at' | 'waived_at'>): Subtask['state'] => (row.done_at ? 'done' : row.waived_at ? 'waived' : 'open');

function shape(actor: PersonActor, ticket: Ticket, row: SubtaskRecord): Subtask {
  const change = works(actor, { teamId: ticket.team_id, ownerId: ticket.owner_id });
  return {
    id: row.id, ticketId: row.ticket_id, text: row.text, required: row.required, state: stateOf(row), templateId: row.template_id, madeById: row.made_by, at: row.made_at, version: row.version,
    doneAt: row.done_at, doneById: row.done_by, waivedAt: row.waived_at, waivedById: row.waived_by, waivedFor: row.waived_for, may: { change, loosen: change && mayLoosen(actor, row, ticket.team_id), require: change && mayRequire(actor, row, ticket.team_id) },
  };
}

/** The checklist as it lies in the tables: its own first, then those of tickets merged into it. */
export const linesOf = (db: Reads, family: readonly string[]): Promise<SubtaskRecord[]> =>
  tables(db).selectFrom('subtasks').select(subtaskColumns).where('ticket_id', 'in', [...family]).where('removed_at', 'is', null).orderBy((e) => e('ticket_id', '<>', family[0]!)).orderBy('ticket_id').orderBy('place').orderBy('id').execute();

/** The checklist of a ticket and of those merged into it. */
export async function checklistOf(db: Reads, actor: PersonActor, ticketId: string): Promise<Subtask[]> {
  const ticket = await readable(db, actor, ticketId);
  return (await linesOf(db, await familyOf(db, ticketId))).map((row) => shape(actor, ticket, row));
}

export async function subtaskById(db: Reads, actor: PersonActor, id: string): Promise<Subtask> {
  const row = (await tables(db).selectFrom('subtasks').select(subtaskColumns).where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  return shape(actor, await readable(db, actor, row.ticket_id), row);
}

/** What of a checklist was ticked off, and what is open with required ones first: for those who take a ticket over. That they see it has been looked at. */
export async function tasksOn(db: Reads, family: readonly string[]): Promise<{ done: string[]; open: string[] }> {
  const lines = await linesOf(db, family);
  const open = lines.filter((one) => stateOf(one) === 'open');
  return { done: lines.filter((one) => one.done_at).map((one) => one.text), open: [...open.filter((one) => one.required), ...open.filter((one) => !one.required)].map((one) => one.text) };
}
