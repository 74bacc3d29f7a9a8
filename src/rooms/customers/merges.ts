import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { audience } from './access.ts';
import { cannotUndo, CustomersMerged, CustomersUnmerged, sameCustomer, type customerChange } from './contract.ts';
import { livingRow, rowOf, type CustomerRow } from './customer-row.ts';
import { apply } from './customers.ts';
import { tables } from './tables.ts';

type Fields = Required<Out<typeof customerChange>>;
interface Moved { readonly id: string; readonly main: boolean; readonly value: string }
type Filled = Partial<Record<keyof Fields, { readonly from: unknown; readonly to: unknown }>>;

/** Makes `goneId` part of `keptId`: its addresses move, empty fields are filled from it, and rooms above move its tickets. */
export async function mergeCustomers(tx: Tx, actor: Actor, mergeId: string, keptId: string, goneId: string): Promise<void> {
  if (keptId === goneId) refuse(sameCustomer);
  const { kept, gone } = await bothRows(tx, keptId, goneId, livingRow);
  const addresses = await tables(tx).selectFrom('customer_addresses').select(['id', 'kind', 'main', 'value']).where('customer_id', '=', goneId).orderBy('made_at').execute();
  const mains = await tables(tx).selectFrom('customer_addresses').select('kind').where('customer_id', '=', keptId).where('main', '=', true).execute();
  for (const { id, kind, main } of addresses) {
    await tables(tx).updateTable('customer_addresses').set({ customer_id: keptId, main: main && !mains.some((m) => m.kind === kind) }).where('id', '=', id).execute();
  }
  const filled = fillings(fieldsOf(kept), fieldsOf(gone));
  await apply(tx, actor, kept, Object.fromEntries(Object.entries(filled).map(([f, v]) => [f, v.to])));
  await tables(tx).updateTable('customers').set({ merged_into: keptId, version: gone.version + 1 }).where('id', '=', goneId).execute();
  // Whoever became part of the gone one earlier points straight to the kept one.
  await tables(tx).updateTable('customers').set({ merged_into: keptId }).where('merged_into', '=', goneId).execute();
  await tables(tx).insertInto('customer_merges').values({
    id: mergeId, kept_id: keptId, gone_id: goneId, person_id: actor.kind === 'person' ? actor.id : null, addresses: JSON.stringify(addresses), filled: JSON.stringify(filled), at: clock.now(),
  }).execute();
  await record(tx, actor, CustomersMerged, { about: keptId, to: audience, data: { mergeId, kept: keptId, gone: goneId, goneName: gone.name || (addresses[0]?.value ?? '') } });
}

/** Takes a merge back: addresses still there go home, filled fields nobody touched since are emptied again. */
export async function undoMerge(tx: Tx, actor: Actor, mergeId: string): Promise<void> {
  const merge = (await tables(tx).selectFrom('customer_merges').selectAll().where('id', '=', mergeId).forUpdate().executeTakeFirst()) ?? refuse(notFound);
  const { kept, gone } = await bothRows(tx, merge.kept_id, merge.gone_id, rowOf);
  if (merge.undone_at || kept.merged_into || gone.merged_into !== kept.id) refuse(cannotUndo);
  await tables(tx).updateTable('customer_merges').set({ undone_at: clock.now() }).where('id', '=', mergeId).execute();
  await tables(tx).updateTable('customers').set({ merged_into: null, version: gone.version + 1 }).where('id', '=', gone.id).execute();
  await tables(tx).updateTable('customers').set({ merged_into: gone.id }).where('merged_into', '=', kept.id)
    .where('id', 'in', (q) => q.selectFrom('customer_merges').select('gone_id').where('kept_id', '=', gone.id).where('undone_at', 'is', null)).execute();
  const moved = merge.addresses as Moved[];
  for (const { id, main } of moved) await tables(tx).updateTable('customer_addresses').set({ customer_id: gone.id, main }).where('id', '=', id).where('customer_id', '=', kept.id).execute();
  await chooseMains(tx, kept.id);
  await chooseMains(tx, gone.id);
  const now = fieldsOf(kept);
  const back = Object.entries(merge.filled as Filled).filter(([f, v]) => now[f as keyof Fields] === v.to);
  await apply(tx, actor, kept, Object.fromEntries(back.map(([f, v]) => [f, v.from])));
  await record(tx, actor, CustomersUnmerged, { about: kept.id, to: audience, data: { mergeId, kept: kept.id, gone: gone.id, goneName: gone.name || (moved[0]?.value ?? '') } });
}

/** Both rows, always locked in the same order, so that two opposite merges wait for each other. */
async function bothRows(tx: Tx, keptId: string, goneId: string, read: (tx: Tx, id: string) => Promise<CustomerRow>): Promise<{ kept: CustomerRow; gone: CustomerRow }> {
  const rows: CustomerRow[] = [];
  for (const id of [keptId, goneId].toSorted()) rows.push(await read(tx, id));
  return { kept: rows.find((r) => r.id === keptId)!, gone: rows.find((r) => r.id === goneId)! };
}

/** Gives each kind of address without a main one its oldest as main. */
async function chooseMains(tx: Tx, customerId: string): Promise<void> {
  const all = await tables(tx).selectFrom('customer_addresses').select(['id', 'kind', 'main']).where('customer_id', '=', customerId).orderBy('made_at').orderBy('id').execute();
  for (const kind of new Set(all.map((a) => a.kind))) {
    const ofKind = all.filter((a) => a.kind === kind);
    if (!ofKind.some((a) => a.main)) await tables(tx).updateTable('customer_addresses').set({ main: true }).where('id', '=', ofKind[0]!.id).execute();
  }
}

const fieldsOf = (r: CustomerRow): Fields => ({
  name: r.name, companyId: r.company_id, plan: r.plan, critical: r.critical, language: r.language, zone: r.zone, preferredContact: r.preferred_contact as Fields['preferredContact'], notes: r.notes,
});

const empty = (v: unknown): boolean => v === '' || v === null || v === false || v === 'unknown';

/** What the kept one takes over: whatever it lacks; notes of both stand below each other. */
export function fillings(kept: Fields, gone: Fields): Filled {
  const filled: Filled = {};
  for (const f of Object.keys(kept) as (keyof Fields)[]) if (empty(kept[f]) && !empty(gone[f])) filled[f] = { from: kept[f], to: gone[f] };
  if (kept.notes && gone.notes && kept.notes !== gone.notes) filled.notes = { from: kept.notes, to: `${kept.notes}\n\n${gone.notes}`.slice(0, 20_000) };
  return filled;
}
