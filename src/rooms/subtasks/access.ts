import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { runs } from '../people/access.ts';
import { workableOne } from '../tickets/access.ts';
import type { Ticket } from '../tickets/tables.ts';
import { waiveIt } from './contract.ts';
import { subtaskColumns, tables, type SubtaskRecord } from './tables.ts';

/*
 * Whoever sees a ticket reads its checklist; whoever works it changes it. A required sub-task is deleted or made advisory
 * only by the one who added it and by leads: for everybody else waiving, with a reason, is the way.
 */

/** A sub-task to be changed, with its ticket: both locked, the ticket first. Deleted ones are missing, unless asked for. */
export async function changeable(tx: Tx, actor: Actor, id: string, options: { removed?: boolean } = {}): Promise<{ subtask: SubtaskRecord; ticket: Ticket }> {
  const where = (await tables(tx).selectFrom('subtasks').select(['ticket_id']).where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  const ticket = await workableOne(tx, actor, where.ticket_id, { merged: true });
  const subtask = await tables(tx).selectFrom('subtasks').select(subtaskColumns).where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  return subtask.removed_at && !options.removed ? refuse(notFound) : { ticket, subtask };
}

type Placed = Pick<SubtaskRecord, 'required' | 'template_id' | 'made_by'>;
/** Whether the actor may say that it is required, or that it is not. */
export const mayRequire = (actor: Actor, subtask: Placed, teamId: string): boolean =>
  actor.kind !== 'person' || (subtask.template_id === null && subtask.made_by === actor.id) || runs(actor, teamId);
/** Whether the actor may delete or reword it. */
export const mayLoosen = (actor: Actor, subtask: Placed, teamId: string): boolean => !subtask.required || mayRequire(actor, subtask, teamId);

export function mustLoosen(actor: Actor, subtask: SubtaskRecord, ticket: Ticket): void {
  if (!mayLoosen(actor, subtask, ticket.team_id)) refuse(waiveIt);
}
