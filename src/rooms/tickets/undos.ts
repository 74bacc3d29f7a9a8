import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { workableOne } from './access.ts';
import { change, type Done } from './changes.ts';
import { mayAssign, mayClose, mayGive, mayReopen, Merged, undoneAlready, Undone, undoTooLate } from './contract.ts';
import { unmerge } from './merges.ts';
import { about } from './owners.ts';
import { presentOwner, remindAt } from './states.ts';
import { tables, type Ticket, type TicketPatch } from './tables.ts';

/**
 * Takes back what one act of one's own changed. Where a ticket's same field was changed again since, that ticket is
 * skipped; when nothing is left to take back it is refused with `tickets.undo-too-late`.
 */
export async function undo(tx: Tx, actor: PersonActor, undoId: string, options: { lenient?: boolean } = {}): Promise<{ changed: string[]; skipped: string[] }> {
  const row = await tables(tx).selectFrom('ticket_undos').selectAll().where('id', '=', undoId).where('person_id', '=', actor.id).forUpdate().executeTakeFirst();
  if (!row) return refuse(notFound);
  if (row.undone_at) refuse(undoneAlready);
  const changed: string[] = [];
  const skipped: string[] = [];
  for (const done of (row.changes as Done[]).toReversed()) (await restore(tx, actor, done, row.at) ? changed : skipped).push(done.ticketId);
  if (!changed.length && !options.lenient) refuse(undoTooLate, { ticketIds: skipped });
  await tables(tx).updateTable('ticket_undos').set({ undone_at: clock.now() }).where('id', '=', undoId).execute();
  return { changed: [...new Set(changed)], skipped: [...new Set(skipped)] };
}

async function restore(tx: Tx, actor: Actor, done: Done, at: string): Promise<boolean> {
  const ticket = await workableOne(tx, actor, done.ticketId, { merged: true });
  const touched = Object.entries(done.after).some(([column, value]) => JSON.stringify(ticket[column as keyof Ticket]) !== JSON.stringify(value));
  // What was merged since is closed whatever it was before; to undo the merging itself is to take it out again.
  if (touched || (ticket.merged_into !== null && done.fact !== Merged.name)) return false;
  if (done.fact === Merged.name) {
    await unmerge(tx, actor, ticket.id, done.before);
    return true;
  }
  await mayGoBack(tx, actor, ticket, done.before, at);
  const owner = done.before.owner_id ? await presentOwner(tx, { ...ticket, owner_id: done.before.owner_id }) : {};
  const back = await change(tx, actor, ticket, { ...done.before, ...owner }, Undone, { what: done.fact });
  if (back.status === 'waiting' && done.before.wake_at !== undefined) await remindAt(tx, back.id, back.wake_at!);
  return true;
}

/** Undoing is no way around a gate: what it does is asked for like the verb that does it. */
async function mayGoBack(tx: Tx, actor: Actor, ticket: Ticket, before: TicketPatch, undoes: string): Promise<void> {
  const { owner_id: owner, team_id: teamId = ticket.team_id, status } = before;
  if (status === 'closed' && ticket.status !== 'closed') await ask(tx, actor, mayClose, { ...about(ticket), undoes });
  if (status !== undefined && status !== 'closed' && ticket.status === 'closed') await ask(tx, actor, mayReopen, about(ticket));
  if (owner) await ask(tx, actor, mayAssign, { ...about(ticket), to: owner, toTeamId: teamId, undoes });
  if (owner === null) await ask(tx, actor, mayGive, { ...about(ticket), toTeamId: teamId, undoes });
}
