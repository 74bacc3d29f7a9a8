import { notFound } from '../../core/refusals.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { priorities, type TicketRow } from './rules.ts';
import { tables, type Ticket, type TicketPatch } from './tables.ts';

/** "No clock runs", so that lists ordered by due time keep their place. */
export const never = '9999-12-31T00:00:00.000Z';
export const rank = (priority: TicketRow['priority']): number => priorities.indexOf(priority);
export const priorityOf = (rank: number): TicketRow['priority'] => priorities[rank] ?? 'normal';

export const ticketColumns = [
  'id', 'number', 'subject', 'status', 'team_id', 'owner_id', 'priority', 'tags', 'customer_id', 'channel', 'waiting_for', 'waiting_note', 'wake_at', 'due_at', 'next_due', 'snippet', 'message_count',
  'last_message_at', 'last_from', 'closed_at', 'merged_into', 'version', 'made_at', 'queued_at', 'claimed_by', 'closed_for',
] as const satisfies readonly (keyof Ticket)[];

/** How each column leaves the house. */
const fields: { readonly [C in keyof Ticket]?: (t: Ticket) => Partial<TicketRow> } = {
  id: (t) => ({ id: t.id }), number: (t) => ({ number: t.number }), subject: (t) => ({ subject: t.subject }), status: (t) => ({ status: t.status as TicketRow['status'] }),
  team_id: (t) => ({ teamId: t.team_id }), owner_id: (t) => ({ ownerId: t.owner_id }), claimed_by: (t) => ({ claimedBy: t.claimed_by }), priority: (t) => ({ priority: priorityOf(t.priority) }), tags: (t) => ({ tags: t.tags }),
  channel: (t) => ({ channel: t.channel }), waiting_for: (t) => ({ waitingFor: t.waiting_for as TicketRow['waitingFor'] }), waiting_note: (t) => ({ waitingNote: t.waiting_note }),
  wake_at: (t) => ({ wakeAt: t.wake_at }), due_at: (t) => ({ dueAt: t.due_at >= never ? null : t.due_at }), next_due: (t) => ({ nextDue: t.next_due as unknown as TicketRow['nextDue'] }), snippet: (t) => ({ snippet: t.snippet }), message_count: (t) => ({ messageCount: t.message_count }),
  last_message_at: (t) => ({ lastMessageAt: t.last_message_at }), last_from: (t) => ({ lastFrom: t.last_from as TicketRow['lastFrom'] }), closed_at: (t) => ({ closedAt: t.closed_at }), closed_for: (t) => ({ closedFor: t.closed_for }),
  merged_into: (t) => ({ mergedInto: t.merged_into }), version: (t) => ({ version: t.version }), made_at: (t) => ({ madeAt: t.made_at }), queued_at: (t) => ({ queuedAt: t.queued_at }),
};

/** The part of a list row that some columns make: what a fact carries as `set`. */
export const setOf = (ticket: Ticket, columns: readonly (keyof TicketPatch)[]): Partial<TicketRow> =>
  Object.assign({}, ...columns.map((c) => fields[c]?.(ticket) ?? {})) as Partial<TicketRow>;

type Named = Ticket & { readonly customer_root: string | null; readonly customer_name: string | null };
export const shape = (t: Named): TicketRow => ({ ...(setOf(t, ticketColumns) as TicketRow), customerId: t.customer_root, customerName: t.customer_name ?? '' });

/** Tickets with their customer, read through merges: a merged customer's tickets show the one they became part of. */
export const rows = (db: Reads) => tables(db).selectFrom('tickets as t').leftJoin('customers as c0', 'c0.id', 't.customer_id')
  .leftJoin('customers as c', (j) => j.on((e) => e('c.id', '=', e.fn.coalesce('c0.merged_into', 'c0.id'))))
  .select(ticketColumns.map((c) => `t.${c}` as const)).select(['c.id as customer_root', 'c.name as customer_name']);

/** A ticket as lists show it; refuses as missing when there is none. */
export async function rowOf(db: Reads, id: string): Promise<TicketRow> {
  return shape((await rows(db).where('t.id', '=', id).executeTakeFirst()) ?? refuse(notFound));
}
/** As `rowOf` for several, in the order asked. */
export async function rowsOf(db: Reads, ids: readonly string[]): Promise<TicketRow[]> {
  if (!ids.length) return [];
  const found = new Map((await rows(db).where('t.id', 'in', [...ids]).execute()).map((t) => [t.id, shape(t)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
