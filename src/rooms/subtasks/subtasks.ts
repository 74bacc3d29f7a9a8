import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import { changeable, mayRequire, mustLoosen } from './access.ts';
import { changedMeanwhile, elsewhere, mostSubtasks, settledAlready, SubtaskAdded, SubtaskChanged, SubtaskMoved, SubtaskRemoved, SubtaskReopened, SubtaskRestored, SubtaskTicked, SubtaskWaived, tooMany, waiveIt, type subtasks } from './contract.ts';
import { stateOf } from './queries.ts';
import { reordered } from './rules.ts';
import { tables } from './tables.ts';

type Adding = Out<typeof subtasks.add.spec.body>;
type Change = Out<typeof subtasks.change.spec.body>;

/** The ids of a ticket's own checklist in their order, and the place behind the last. The ticket is locked. */
export async function orderOf(tx: Tx, ticketId: string): Promise<{ ids: string[]; end: number }> {
  const rows = await tables(tx).selectFrom('subtasks').select(['id', 'place']).where('ticket_id', '=', ticketId).where('removed_at', 'is', null).orderBy('place').orderBy('id').execute();
  return { ids: rows.map((r) => r.id), end: (rows.at(-1)?.place ?? 0) + 1 };
}

export function roomFor(there: number, more: number): void {
  if (there + more > mostSubtasks) refuse(tooMany, { most: mostSubtasks });
}

/** Adds one at the end, or before another. */
export async function addSubtask(tx: Tx, actor: Actor, ticketId: string, what: Adding): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  const { ids, end } = await orderOf(tx, ticketId);
  roomFor(ids.length, 1);
  await tables(tx).insertInto('subtasks').values({ id: what.id, ticket_id: ticketId, text: what.text, required: what.required, place: end, made_by: actor.id, made_at: clock.now() }).execute();
  if (what.beforeId !== null) await place(tx, [...ids, what.id], what.id, what.beforeId);
  await tell(tx, actor, ticket, SubtaskAdded, { quiet: true, subtaskId: what.id, required: what.required });
}

async function place(tx: Tx, ids: readonly string[], id: string, beforeId: string | null): Promise<void> {
  const order = reordered(ids, id, beforeId) ?? refuse(elsewhere);
  await sql`update subtasks s set place = o.place from unnest(${order}::uuid[]) with ordinality as o(id, place) where s.id = o.id and s.place <> o.place`.execute(tx);
}

/** Rewords it, or makes it required or advisory. */
export async function changeSubtask(tx: Tx, actor: Actor, id: string, { text, required, version }: Change): Promise<void> {
  const { subtask, ticket } = await changeable(tx, actor, id);
  const next = { text: text ?? subtask.text, required: required ?? subtask.required };
  if (next.text === subtask.text && next.required === subtask.required) return;
  if (version !== undefined && version !== subtask.version && next.text !== subtask.text) refuse(changedMeanwhile, { version: subtask.version });
  // Other words would be another task: what is required stays what it is, for all but those who may loosen it.
  mustLoosen(actor, subtask, ticket);
  if (next.required !== subtask.required && !mayRequire(actor, subtask, ticket.team_id)) refuse(waiveIt);
  await tables(tx).updateTable('subtasks').set({ ...next, version: subtask.version + 1 }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, SubtaskChanged, { quiet: true, subtaskId: id, required: next.required });
}

/** Puts it before another one of its ticket, or at the end. */
export async function moveSubtask(tx: Tx, actor: Actor, id: string, beforeId: string | null): Promise<void> {
  const { subtask, ticket } = await changeable(tx, actor, id);
  await place(tx, (await orderOf(tx, subtask.ticket_id)).ids, id, beforeId);
  await tell(tx, actor, ticket, SubtaskMoved, { quiet: true, subtaskId: id });
}

/** It is done. Of two who tick at once the first stays the one who did. */
export async function tickSubtask(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { subtask, ticket } = await changeable(tx, actor, id);
  if (subtask.done_at) return;
  if (subtask.waived_at) refuse(settledAlready, { state: 'waived', byId: subtask.waived_by });
  await tables(tx).updateTable('subtasks').set({ done_at: clock.now(), done_by: actor.id }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, SubtaskTicked, { quiet: true, subtaskId: id });
}

/** It need not be done here, and why. */
export async function waiveSubtask(tx: Tx, actor: Actor, id: string, reason: string): Promise<void> {
  const { subtask, ticket } = await changeable(tx, actor, id);
  if (subtask.waived_at && subtask.waived_for === reason) return;
  if (stateOf(subtask) !== 'open') refuse(settledAlready, { state: stateOf(subtask), byId: subtask.done_by ?? subtask.waived_by });
  await tables(tx).updateTable('subtasks').set({ waived_at: clock.now(), waived_by: actor.id, waived_for: reason }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, SubtaskWaived, { quiet: true, subtaskId: id });
}

/** It is not done, or not waived, after all. */
export async function reopenSubtask(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { subtask, ticket } = await changeable(tx, actor, id);
  const was = stateOf(subtask);
  if (was === 'open') return;
  await tables(tx).updateTable('subtasks').set({ done_at: null, done_by: null, waived_at: null, waived_by: null, waived_for: null }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, SubtaskReopened, { quiet: true, subtaskId: id, was });
}

export async function removeSubtask(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { subtask, ticket } = await changeable(tx, actor, id, { removed: true });
  if (subtask.removed_at) return;
  mustLoosen(actor, subtask, ticket);
  await tables(tx).updateTable('subtasks').set({ removed_at: clock.now(), removed_by: actor.id }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, SubtaskRemoved, { quiet: true, subtaskId: id, required: subtask.required });
}

/** Back to where it was. */
export async function restoreSubtask(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { subtask, ticket } = await changeable(tx, actor, id, { removed: true });
  if (!subtask.removed_at) return;
  roomFor((await orderOf(tx, subtask.ticket_id)).ids.length, 1);
  await tables(tx).updateTable('subtasks').set({ removed_at: null, removed_by: null }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, SubtaskRestored, { quiet: true, subtaskId: id });
}
