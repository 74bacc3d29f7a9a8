import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { askAll, port } from '../../core/server/gates.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { audience, mayEdit } from './access.ts';
import { customerSettings, CustomerVerified, VerificationRevoked, verificationRevoked, type customers, type identity, type verification } from './contract.ts';
import { livingRow } from './customer-row.ts';
import { tables } from './tables.ts';

export type Verification = Out<typeof verification>;
const columns = ['id', 'customer_id', 'how', 'detail', 'ticket_id', 'by_id', 'at', 'until', 'revoked_at'] as const;

/** Rooms above reply what there was with a customer before, as far as the asker may see it: `{kind: 'ticket', count: 4, lastAt}`. */
export const customerPast = port<{ customerId: string }, { kind: 'ticket' | 'escalation'; count: number; lastAt: string | null }>('customers.past');

/** Notes how the customer was verified just now. It counts for as long as the workspace says. */
export async function verifyCustomer(tx: Tx, actor: Actor, customerId: string, what: Out<typeof customers.verify.spec.body>): Promise<void> {
  await livingRow(tx, customerId);
  const { verifiedDays } = await readSettings(tx, customerSettings, null);
  const at = clock.now();
  const until = new Date(at.getTime() + verifiedDays * 24 * 3600_000).toISOString();
  await tables(tx).insertInto('customer_verifications').values({ id: what.id, customer_id: customerId, how: what.how, detail: what.detail, ticket_id: what.ticketId, by_id: actor.kind === 'person' ? actor.id : null, at, until }).execute();
  await record(tx, actor, CustomerVerified, { about: customerId, to: audience, data: { verificationId: what.id, how: what.how, until, ticketId: what.ticketId } });
}

/** Takes back that the customer was verified; the one before counts again, if its time is not over. */
export async function revokeVerification(tx: Tx, actor: Actor, customerId: string, id: string): Promise<void> {
  const row = (await tables(tx).selectFrom('customer_verifications').select(columns).where('id', '=', id).where('customer_id', '=', customerId).forUpdate().executeTakeFirst()) ?? refuse(notFound);
  if (row.revoked_at) refuse(verificationRevoked);
  await tables(tx).updateTable('customer_verifications').set({ revoked_at: clock.now(), revoked_by: actor.kind === 'person' ? actor.id : null }).where('id', '=', id).execute();
  await record(tx, actor, VerificationRevoked, { about: customerId, to: audience, data: { verificationId: id, how: row.how as Verification['how'], ticketId: row.ticket_id } });
}

/** How somebody was last verified, also when that is over; null when never. */
export async function verificationOf(db: Reads, customerId: string | null): Promise<Verification | null> {
  if (!customerId) return null;
  const row = await tables(db).selectFrom('customer_verifications').select(columns).where('customer_id', '=', customerId).where('revoked_at', 'is', null).orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row ? { id: row.id, how: row.how as Verification['how'], detail: row.detail, ticketId: row.ticket_id, byId: row.by_id, at: row.at, until: row.until, valid: Date.parse(row.until) > clock.ms() } : null;
}

/** Who somebody is to us: verified how and when, since when a customer, what there was before. Computed, never typed. */
export async function identityOf(db: Reads, actor: Actor, customerId: string): Promise<Out<typeof identity>> {
  const row = (await tables(db).selectFrom('customers').select(['made_at', 'merged_into']).where('id', '=', customerId).executeTakeFirst()) ?? refuse(notFound);
  const [found, past] = [await verificationOf(db, customerId), await askAll(db, actor, customerPast, { customerId })];
  return { customerId, since: row.made_at, verification: found, past: past.filter((one) => one.count > 0), may: { verify: mayEdit(actor) && row.merged_into === null } };
}
