import { notFound } from '../../../core/refusals.ts';
import type { Actor, PersonActor } from '../../../core/server/actor.ts';
import type { Reads, Tx } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { mayShare, seesById, workableOne } from '../../tickets/access.ts';
import { lockForDue } from '../../tickets/due-times.ts';
import type { Ticket } from '../../tickets/tables.ts';
import { notYourCall } from './contract.ts';
import { callColumns, tables, type CallRecord } from './tables.ts';

/*
 * Whoever sees a ticket reads its calls; whoever works it calls, logs and schedules. What is written about a call is changed
 * by the one who made it, also when they see the ticket no longer: a call they are on can always be ended. Ticket first, then the call.
 */
export async function ownCall(tx: Tx, actor: Actor, id: string): Promise<{ call: CallRecord; ticket: Ticket }> {
  const where = await tables(tx).selectFrom('calls').select(['ticket_id', 'person_id']).where('id', '=', id).executeTakeFirst();
  if (!where) return refuse(notFound);
  if (actor.kind === 'person' && where.person_id !== actor.id) return refuse((await seesById(tx, actor, where.ticket_id)) ? notYourCall : notFound);
  const ticket = (await lockForDue(tx, where.ticket_id))!;
  return { ticket, call: await tables(tx).selectFrom('calls').select(callColumns).where('id', '=', id).forUpdate().executeTakeFirstOrThrow() };
}

/** What may be quoted of one ticket is changed by those who work it, of a team by its leads, everywhere by admins. */
export async function mayChangeQuotable(db: Reads, actor: PersonActor, of: { ticket_id: string | null; team_id: string | null }): Promise<boolean> {
  if (of.ticket_id === null) return mayShare(actor, of.team_id);
  return actor.role !== 'collaborator' && (await seesById(db, actor, of.ticket_id));
}

/** The same for a change: a ticket one does not see, or may only read, is refused as everywhere. */
export async function mustChangeQuotable(tx: Tx, actor: PersonActor, of: { ticket_id: string | null; team_id: string | null }): Promise<boolean> {
  if (of.ticket_id !== null) await workableOne(tx, actor, of.ticket_id, { merged: true });
  return await mayChangeQuotable(tx, actor, of);
}
