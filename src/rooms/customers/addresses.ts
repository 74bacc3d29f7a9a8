import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { storable } from '../../core/text.ts';
import { audience } from './access.ts';
import { AddressAdded, AddressMarked, AddressRemoved, addressTaken, badAddress, lastAddress } from './contract.ts';
import { livingRow } from './customer-row.ts';
import { normalEmail, normalPhone, plausibleEmail } from './rules.ts';
import { tables } from './tables.ts';

interface Typed { readonly id: string; readonly kind: 'email' | 'phone'; readonly value: string }

/** Adds an address that a person typed; refuses one that cannot be, or that somebody else has. */
export async function addAddress(tx: Tx, actor: Actor, customerId: string, typed: Typed): Promise<void> {
  await livingRow(tx, customerId);
  await writeAddress(tx, actor, customerId, typed);
}

/** The one writer of new addresses. With `normal` given the address came with a mail and is kept however odd it is. */
export async function writeAddress(tx: Tx, actor: Actor, customerId: string, address: Typed & { readonly normal?: string }): Promise<void> {
  const { id, kind } = address;
  const value = storable(address.value).trim();
  const normal = address.normal ?? (kind === 'phone' ? normalPhone(value) : plausibleEmail(value) ? normalEmail(value) : null);
  if (normal === null) return refuse(badAddress, { value });
  await lockName(tx, `customer address ${normal}`);
  const holder = await tables(tx).selectFrom('customer_addresses as a').innerJoin('customers as c', 'c.id', 'a.customer_id').select(['c.id', 'c.name'])
    .where('a.kind', '=', kind).where('a.normal', '=', normal).executeTakeFirst();
  if (holder?.id === customerId) return;
  if (holder) refuse(addressTaken, { value, customerId: holder.id, name: holder.name });
  const main = !(await mainOf(tx, customerId, kind));
  await tables(tx).insertInto('customer_addresses').values({ id, customer_id: customerId, kind, value, normal, main, made_at: clock.now() }).execute();
  await record(tx, actor, AddressAdded, { about: customerId, to: audience, data: { addressId: id, kind, value } });
}

const mainOf = (tx: Tx, customerId: string, kind: string) =>
  tables(tx).selectFrom('customer_addresses').select('id').where('customer_id', '=', customerId).where('kind', '=', kind).where('main', '=', true).executeTakeFirst();

/** Removes an address; the only one stays (`customers.last-address`), and the oldest other becomes the main one. */
export async function removeAddress(tx: Tx, actor: Actor, customerId: string, addressId: string): Promise<void> {
  await livingRow(tx, customerId);
  const all = await tables(tx).selectFrom('customer_addresses').selectAll().where('customer_id', '=', customerId).orderBy('made_at').orderBy('id').execute();
  const gone = all.find((a) => a.id === addressId) ?? refuse(notFound);
  if (all.length === 1) refuse(lastAddress);
  await tables(tx).deleteFrom('customer_addresses').where('id', '=', addressId).execute();
  const heir = gone.main ? all.find((a) => a.kind === gone.kind && a.id !== addressId) : undefined;
  if (heir) await tables(tx).updateTable('customer_addresses').set({ main: true }).where('id', '=', heir.id).execute();
  await record(tx, actor, AddressRemoved, { about: customerId, to: audience, data: { addressId, kind: gone.kind as Typed['kind'], value: gone.value } });
}

interface Mark { readonly main?: true; readonly trouble?: string | null; readonly quiet?: boolean }

/** Main of its kind, undeliverable with a reason (or well again), quiet: whatever of it is given. */
export async function markAddress(tx: Tx, actor: Actor, customerId: string, addressId: string, mark: Mark): Promise<void> {
  await livingRow(tx, customerId);
  const row = (await tables(tx).selectFrom('customer_addresses').selectAll().where('id', '=', addressId).where('customer_id', '=', customerId).forUpdate().executeTakeFirst()) ?? refuse(notFound);
  const main = mark.main ?? row.main;
  const trouble = mark.trouble === undefined ? row.trouble : mark.trouble;
  const quiet = mark.quiet ?? row.quiet_at !== null;
  if (main === row.main && trouble === row.trouble && quiet === (row.quiet_at !== null)) return;
  if (main && !row.main) await tables(tx).updateTable('customer_addresses').set({ main: false }).where('customer_id', '=', customerId).where('kind', '=', row.kind).where('main', '=', true).execute();
  await tables(tx).updateTable('customer_addresses').set({
    main, trouble, trouble_at: trouble === row.trouble ? row.trouble_at : trouble === null ? null : clock.now(), quiet_at: quiet ? row.quiet_at ?? clock.now() : null,
  }).where('id', '=', addressId).execute();
  await record(tx, actor, AddressMarked, { about: customerId, to: audience, data: { addressId, main, trouble, quiet } });
}

/** Notes that mail to an address fails (W-B5) or that its owner complained (W-B8). An address nobody has is passed over. */
export async function markByAddress(tx: Tx, actor: Actor, address: string, mark: { readonly trouble?: string | null; readonly quiet?: boolean }): Promise<void> {
  const row = await tables(tx).selectFrom('customer_addresses').select(['id', 'customer_id']).where('kind', '=', 'email').where('normal', '=', normalEmail(address)).executeTakeFirst();
  if (row) await markAddress(tx, actor, row.customer_id, row.id, mark);
}
