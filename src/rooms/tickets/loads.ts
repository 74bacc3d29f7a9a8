import type { Reads } from '../../core/server/db.ts';
import { tables } from './tables.ts';

export interface Load { readonly open: number; readonly waiting: number }

/** How many tickets each of these people owns that are not closed; everyone asked for is in the answer. A figure of work, not of content: it counts all teams. */
export async function loadOf(db: Reads, personIds: readonly string[]): Promise<Map<string, Load>> {
  const rows = personIds.length
    ? await tables(db).selectFrom('ticket_tallies').select((e) => ['owner_id', 'status', e.fn.sum<string>('n').as('n')]).where('owner_id', 'in', [...personIds]).where('status', 'in', ['open', 'waiting']).groupBy(['owner_id', 'status']).execute()
    : [];
  const of = (id: string, status: string) => Number(rows.find((row) => row.owner_id === id && row.status === status)?.n ?? 0);
  return new Map(personIds.map((id) => [id, { open: of(id, 'open'), waiting: of(id, 'waiting') }]));
}
