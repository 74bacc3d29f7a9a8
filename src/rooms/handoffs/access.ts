import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { reachable } from '../shifts/availability.ts';
import { readable, workableOne } from '../tickets/access.ts';
import type { Ticket } from '../tickets/tables.ts';
import { endedAlready } from './contract.ts';
import { handoffShape } from './handoff-answers.ts';
import { isOpen, type HandoffRow } from './rules.ts';
import { tables, type HandoffRecord } from './tables.ts';

/*
 * Whoever may see the ticket sees its handoffs. Who may accept, decline, withdraw and offer is decided by rules.ts; here
 * is looked up what they ask for.
 */

/** A handoff the actor may see; missing and forbidden ones answer alike (W-G1). */
export async function readableHandoff(db: Reads, actor: Actor, id: string): Promise<{ record: HandoffRecord; ticket: Ticket }> {
  const record = (await tables(db).selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  return { record, ticket: await readable(db, actor, record.ticket_id) };
}

/** An open handoff to be decided, its ticket locked before it so that nobody waits for each other in a circle (W-L10). */
export async function openHandoff(tx: Tx, actor: PersonActor, id: string): Promise<{ record: HandoffRecord; row: HandoffRow; ticket: Ticket }> {
  const { record: seen } = await readableHandoff(tx, actor, id);
  const ticket = await workableOne(tx, actor, seen.ticket_id, { merged: true });
  const record = await tables(tx).selectFrom('handoffs').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  const row = handoffShape(record);
  if (!isOpen(row)) refuse(endedAlready, { handoff: row });
  return { record, row, ticket };
}

/** Whether the actor stands in for the receiver, who is away now. */
export const standsInFor = async (db: Reads, actor: PersonActor, record: Pick<HandoffRecord, 'to_person'>): Promise<boolean> =>
  record.to_person !== null && record.to_person !== actor.id && (await reachable(db, record.to_person)) === actor.id;
