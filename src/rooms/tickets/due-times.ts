import type { AnySchema, Fact, Out } from '../../core/contract.ts';
import type { Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { change, tell } from './changes.ts';
import type { nextDue } from './contract.ts';
import { tables, type Ticket } from './tables.ts';
import { never, ticketColumns } from './ticket-row.ts';

export type NextDue = Out<typeof nextDue>;

/**
 * Locks a ticket whose clocks are about to change: always before the clocks themselves, so that nobody waits for each
 * other in a circle. With `freely` it answers null instead of waiting for somebody who works on the ticket.
 */
export async function lockForDue(tx: Tx, ticketId: string, freely = false): Promise<Ticket | null> {
  const query = tables(tx).selectFrom('tickets').select(ticketColumns).where('id', '=', ticketId).forUpdate();
  return (await (freely ? query.skipLocked() : query).executeTakeFirst()) ?? null;
}

/**
 * Writes down which clock of a ticket is due next (null: none), and records the fact of a clock that it follows from.
 * The row is left alone where nothing in it changes.
 */
export async function dueChanged<D extends AnySchema>(tx: Tx, actor: Actor, ticket: Ticket, due: NextDue | null, fact: Fact<string, D>, data: Omit<D['_zod']['input'] & object, 'set'>): Promise<Ticket> {
  if (same(ticket.next_due as unknown as NextDue | null, due)) {
    await tell(tx, actor, ticket, fact, data as never);
    return ticket;
  }
  const patch = { due_at: due && !due.pausedAt ? due.dueAt : never, next_due: due && JSON.stringify(due) };
  return await change(tx, actor, ticket, patch, fact, data as never);
}

const same = (a: NextDue | null, b: NextDue | null): boolean => a === b || (a !== null && b !== null && (Object.keys(b) as (keyof NextDue)[]).every((key) => a[key] === b[key]));
