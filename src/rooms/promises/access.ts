import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { workableOne } from '../tickets/access.ts';
import type { Ticket } from '../tickets/tables.ts';
import { tables, type PromiseRecord } from './tables.ts';

/*
 * Whoever sees a ticket reads its promises; whoever works it makes, keeps, moves and passes them on.
 * The ticket is locked before the promise, as everywhere.
 */
export async function changeable(tx: Tx, actor: Actor, id: string): Promise<{ promise: PromiseRecord; ticket: Ticket }> {
  const where = await tables(tx).selectFrom('promises').select('ticket_id').where('id', '=', id).executeTakeFirst();
  if (!where) return refuse(notFound);
  const ticket = await workableOne(tx, actor, where.ticket_id, { merged: true });
  return { ticket, promise: await tables(tx).selectFrom('promises').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow() };
}
