import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { mayOpenFile } from '../../core/server/files.ts';
import { replies } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { runs } from '../people/access.ts';
import { readable, sees } from '../tickets/access.ts';
import { mergedAway } from '../tickets/contract.ts';
import { lockForDue } from '../tickets/due-times.ts';
import type { Ticket } from '../tickets/tables.ts';
import { notYours, removedAlready } from './contract.ts';
import { mayOf } from './rules.ts';
import { notesWithFiles, tables, type AskRecord, type NoteRecord, type NoteWithFiles } from './tables.ts';

/*
 * Whoever may see a ticket reads its notes and writes them, collaborators too. Only the one who wrote a note changes
 * or removes it (W-G9); pinning is for everybody. Customers have no way in: no actor but a person passes.
 */

/** A ticket the actor may write notes on. */
export async function notable(tx: Tx, actor: Actor, ticketId: string): Promise<Ticket> {
  const ticket = await readable(tx, actor, ticketId);
  if (!ticket.merged_into) return ticket;
  const into = await tables(tx).selectFrom('tickets').select('number').where('id', '=', ticket.merged_into).executeTakeFirstOrThrow();
  return refuse(mergedAway, { intoId: ticket.merged_into, number: into.number });
}

/** A note the actor may read, with its ticket; missing and forbidden ones answer alike. */
export async function readableNote(db: Reads, actor: Actor, id: string): Promise<{ note: NoteWithFiles; ticket: Ticket }> {
  const note = (await notesWithFiles(db).where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  return { note, ticket: await readable(db, actor, note.ticket_id) };
}

/** A note to be changed, locked: still there and, with `own`, written by the actor. */
export async function changeable(tx: Tx, actor: Actor, id: string, own: boolean): Promise<{ note: NoteRecord; ticket: Ticket }> {
  await tables(tx).selectFrom('notes').select('id').where('id', '=', id).forUpdate().execute();
  const found = await readableNote(tx, actor, id);
  if (own && found.note.person_id !== actor.id) refuse(notYours);
  if (found.note.removed_at) refuse(removedAlready);
  return found;
}

/** An ask on a ticket the actor sees, both locked, the ticket first. */
export async function askable(tx: Tx, actor: Actor, id: string): Promise<{ ask: AskRecord; ticket: Ticket }> {
  const where = (await tables(tx).selectFrom('note_asks').select('ticket_id').where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  const ticket = await lockForDue(tx, where.ticket_id);
  if (!ticket || !(await sees(tx, actor, ticket))) return refuse(notFound);
  return { ticket, ask: await tables(tx).selectFrom('note_asks').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow() };
}

/** What the actor may do with an ask on a ticket they see. */
export const mayWith = (actor: PersonActor, a: AskRecord, ticket: Pick<Ticket, 'team_id'>) =>
  mayOf({ state: a.state, personId: a.person_id, teamId: a.team_id, askedById: a.asked_by, settledById: a.settled_by }, { id: actor.id, teams: actor.teams, leads: runs(actor, ticket.team_id) });

/** Files of a note open to those who see its ticket. */
export const opensFiles = replies(mayOpenFile, async (db, actor, file) => {
  if (file.kind !== 'note') return null;
  const ticket = await tables(db).selectFrom('notes as n').innerJoin('tickets as t', 't.id', 'n.ticket_id').select(['t.id', 't.team_id', 't.owner_id']).where('n.id', '=', file.id).where('n.removed_at', 'is', null).executeTakeFirst();
  return ticket !== undefined && (await sees(db, actor, ticket));
});
