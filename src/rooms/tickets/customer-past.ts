import { sql } from 'kysely';
import { replies } from '../../core/server/gates.ts';
import { customerPast } from '../customers/verifications.ts';
import { visible } from './access.ts';

/** Tickets of a customer, as far as the asker sees them; those merged into others count once. */
export const past = replies(customerPast, async (db, actor, { customerId }) => {
  if (actor.kind !== 'person') return { kind: 'ticket' as const, count: 0, lastAt: null };
  const { rows } = await sql<{ n: number; last: string | null }>`select count(*)::int as n, max(t.made_at) as last from tickets t where t.customer_id = ${customerId} and t.merged_into is null and ${visible(actor)}`.execute(db);
  return { kind: 'ticket' as const, count: rows[0]?.n ?? 0, lastAt: rows[0]?.last ?? null };
});
