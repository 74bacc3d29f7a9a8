import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { audience } from './access.ts';
import { writeAddress } from './addresses.ts';
import { companyOf } from './company-domains.ts';
import { changedMeanwhile, CustomerAdded, CustomerChanged, type customerChange } from './contract.ts';
import { livingRow, rowOf, type CustomerRow } from './customer-row.ts';
import { normalEmail, shownName } from './rules.ts';
import { tables } from './tables.ts';

type Change = Out<typeof customerChange>;

/**
 * The customer a mail comes from, made when nobody has this address yet. The address is compared in its exact
 * normalised form (W-A12). Name, zone and language are only filled in where nothing stands.
 */
export async function recognise(tx: Tx, actor: Actor, from: { address: string; name: string; zone?: string; language?: string }): Promise<string> {
  const normal = normalEmail(from.address);
  const known = await holderOf(tx, normal);
  if (known) return await fill(tx, actor, known, from);
  // Two mails of one stranger at once: the second waits here and then finds the first one's customer.
  await lockName(tx, `customer address ${normal}`);
  const meanwhile = await holderOf(tx, normal);
  if (meanwhile) return await fill(tx, actor, meanwhile, from);
  const id = newId();
  const name = shownName(from.name, from.address);
  const company = await companyOf(tx, normal);
  await tables(tx).insertInto('customers').values({ id, name, company_id: company, zone: from.zone ?? null, language: from.language ?? null, made_at: clock.now() }).execute();
  await record(tx, actor, CustomerAdded, { about: id, to: audience, data: { name, how: 'mail' } });
  await writeAddress(tx, actor, id, { id: newId(), kind: 'email', value: from.address.trim(), normal });
  return id;
}

type Holder = Pick<CustomerRow, 'id' | 'name' | 'zone' | 'language'>;
const holderOf = async (db: Reads, normal: string): Promise<Holder | undefined> =>
  await tables(db).selectFrom('customer_addresses as a').innerJoin('customers as c', 'c.id', 'a.customer_id').select(['c.id', 'c.name', 'c.zone', 'c.language']).where('a.kind', '=', 'email').where('a.normal', '=', normal).executeTakeFirst();

type From = Parameters<typeof recognise>[2];
function missing(row: Holder, from: From): Change {
  const name = shownName(from.name, from.address);
  return {
    ...(row.name === '' && name !== '' ? { name } : {}), ...(row.zone === null && from.zone ? { zone: from.zone } : {}), ...(row.language === null && from.language ? { language: from.language } : {}),
  };
}

/** Most who write are known well: only a row that lacks something is locked, and looked at again. */
async function fill(tx: Tx, actor: Actor, known: Holder, from: From): Promise<string> {
  if (!Object.keys(missing(known, from)).length) return known.id;
  const row = await rowOf(tx, known.id);
  await apply(tx, actor, row, missing(row, from));
  return known.id;
}

/** Adds a customer by hand. The id comes from whoever adds it. */
export async function addCustomer(tx: Tx, actor: Actor, what: Change & { id: string; addresses: readonly { id: string; kind: 'email' | 'phone'; value: string }[] }): Promise<void> {
  const { id, addresses, companyId, preferredContact, ...rest } = what;
  const first = addresses.find((a) => a.kind === 'email');
  const company = companyId === undefined && first ? await companyOf(tx, first.value) : companyId ?? null;
  const name = shownName(what.name ?? '');
  await tables(tx).insertInto('customers').values({ ...rest, id, name, company_id: company, preferred_contact: preferredContact, made_at: clock.now() }).execute();
  await record(tx, actor, CustomerAdded, { about: id, to: audience, data: { name, how: 'hand' } });
  for (const address of addresses) await writeAddress(tx, actor, id, address);
}

/** Saves a change made from `version`; refuses `customers.changed-meanwhile` when the row has moved on. */
export async function editCustomer(tx: Tx, actor: Actor, id: string, version: number, change: Change): Promise<void> {
  const row = await livingRow(tx, id);
  if (row.version !== version) refuse(changedMeanwhile, { version: row.version });
  await apply(tx, actor, row, change.name === undefined ? change : { ...change, name: shownName(change.name) });
}

/** Writes what really differs, and says so; nothing happens when nothing does. */
export async function apply(tx: Tx, actor: Actor, row: CustomerRow, change: Change): Promise<void> {
  const before: Change = {
    name: row.name, companyId: row.company_id, plan: row.plan, critical: row.critical, language: row.language, zone: row.zone,
    preferredContact: row.preferred_contact as Change['preferredContact'], notes: row.notes,
  };
  const fields = (Object.keys(before) as (keyof Change)[]).filter((f) => change[f] !== undefined && change[f] !== before[f]);
  if (!fields.length) return;
  const next = { ...before, ...Object.fromEntries(fields.map((f) => [f, change[f]])) } as Required<Change>;
  const version = row.version + 1;
  await tables(tx).updateTable('customers').set({
    name: next.name, company_id: next.companyId, plan: next.plan, critical: next.critical, language: next.language, zone: next.zone, preferred_contact: next.preferredContact, notes: next.notes, version,
  }).where('id', '=', row.id).execute();
  const shown = fields.filter((f) => f !== 'notes');
  const pick = (from: Change) => Object.fromEntries(shown.map((f) => [f, from[f]]));
  await record(tx, actor, CustomerChanged, { about: row.id, to: audience, data: { fields, set: pick(next), before: pick(before), version } });
}
