import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mayEdit } from './access.ts';
import type { customerBrief, customerDetail, customers } from './contract.ts';
import { tables } from './tables.ts';

export type CustomerBrief = Out<typeof customerBrief>;
type Preferred = CustomerBrief['preferredContact'];

const briefs = (db: Reads) => tables(db).selectFrom('customers as c').leftJoin('companies as o', 'o.id', 'c.company_id')
  .leftJoin('customer_addresses as a', (j) => j.onRef('a.customer_id', '=', 'c.id').on('a.kind', '=', 'email').on('a.main', '=', true))
  .select(['c.id', 'c.name', 'c.plan', 'c.critical', 'c.language', 'c.zone', 'c.preferred_contact', 'a.value as address', 'o.id as companyId', 'o.name as companyName', 'o.plan as companyPlan', 'o.critical as companyCritical']);

type BriefRow = Awaited<ReturnType<ReturnType<typeof briefs>['execute']>>[number];
const brief = (r: BriefRow): CustomerBrief => ({
  id: r.id, name: r.name, address: r.address, plan: r.plan || r.companyPlan || '', critical: r.critical || (r.companyCritical ?? false), language: r.language, zone: r.zone, preferredContact: r.preferred_contact as Preferred,
  company: r.companyId ? { id: r.companyId, name: r.companyName ?? '', plan: r.companyPlan ?? '', critical: r.companyCritical ?? false } : null,
});

/** What other rooms show of one customer; null when there is none. A merged one answers as the one it became part of. */
export async function customerById(db: Reads, id: string): Promise<CustomerBrief | null> {
  const row = await briefs(db).where('c.id', '=', (q) => q.selectFrom('customers').select((e) => e.fn.coalesce('merged_into', 'id').as('id')).where('id', '=', id)).executeTakeFirst();
  return row ? brief(row) : null;
}

/** As `customerById` for many at once, in no order; merged ones answer as they were. */
export const customersByIds = async (db: Reads, ids: readonly string[]): Promise<CustomerBrief[]> =>
  ids.length ? (await briefs(db).where('c.id', 'in', [...ids]).execute()).map(brief) : [];

/** One customer in full, for the screen and the forms. */
export async function customerInFull(db: Reads, actor: Actor, id: string): Promise<Out<typeof customerDetail>> {
  const row = (await briefs(db).select(['c.notes', 'c.version', 'c.made_at', 'c.merged_into']).where('c.id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  const [addresses, merges] = await Promise.all([
    tables(db).selectFrom('customer_addresses').selectAll().where('customer_id', '=', id).orderBy('kind').orderBy('main', 'desc').orderBy('made_at').orderBy('id').execute(),
    tables(db).selectFrom('customer_merges as m').innerJoin('customers as g', 'g.id', 'm.gone_id').select(['m.id', 'm.at', 'm.person_id', 'g.name', 'm.addresses'])
      .where('m.kept_id', '=', id).where('m.undone_at', 'is', null).orderBy('m.at', 'desc').execute(),
  ]);
  return {
    ...brief(row), ownPlan: row.plan, ownCritical: row.critical, notes: row.notes, version: row.version, madeAt: row.made_at, mergedInto: row.merged_into,
    addresses: addresses.map((a) => ({ id: a.id, kind: a.kind as 'email' | 'phone', value: a.value, main: a.main, trouble: a.trouble, troubleAt: a.trouble_at, quietAt: a.quiet_at })),
    merges: merges.map((m) => ({ id: m.id, at: m.at, byId: m.person_id, name: m.name || ((m.addresses as { value: string }[])[0]?.value ?? '') })),
    may: { edit: mayEdit(actor) && !row.merged_into, merge: mayEdit(actor) && !row.merged_into },
  };
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/**
 * A page of customers. Searched words are matched anywhere in name, company or address, forgiving typos in names;
 * names and addresses that begin with them come first.
 */
export async function listCustomers(db: Reads, ask: Out<typeof customers.list.spec.query>): Promise<{ items: CustomerBrief[]; next: string | null }> {
  const q = ask.q?.toLowerCase() ?? '';
  const begins = q ? sql<boolean>`(c.sort like ${`${escaped(q)}%`} or exists (select 1 from customer_addresses x where x.customer_id = c.id and x.normal like ${`${escaped(q)}%`}))` : sql<boolean>`true`;
  let query = briefs(db).select(['c.sort', begins.as('begins')]).where('c.merged_into', 'is', null);
  if (ask.company) query = query.where('c.company_id', '=', ask.company);
  if (ask.critical) query = query.where((e) => e.or([e('c.critical', '=', true), e('o.critical', '=', true)]));
  if (q) query = query.where('c.id', 'in', matching(q));
  const from = placeIn(ask.cursor);
  if (from) query = query.where(q ? sql<boolean>`(not ${begins}, c.sort, c.id) > (${from.rest}::boolean, ${from.sort}, ${from.id}::uuid)` : sql<boolean>`(c.sort, c.id) > (${from.sort}, ${from.id}::uuid)`);
  if (q) query = query.orderBy(sql`not ${begins}`);
  const rows = await query.orderBy('c.sort').orderBy('c.id').limit(ask.limit + 1).execute();
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  return { items: rows.slice(0, ask.limit).map(brief), next: last ? Buffer.from(JSON.stringify([!last.begins, last.sort, last.id])).toString('base64url') : null };
}

/** Ids of customers that match, each way through its own trigram index. */
const matching = (q: string) => sql<string>`(select id from customers where name ilike ${`%${escaped(q)}%`} or name % ${q}
  union select customer_id from customer_addresses where normal like ${`%${escaped(q)}%`}
  union select c2.id from customers c2 join companies o2 on o2.id = c2.company_id where o2.name ilike ${`%${escaped(q)}%`})`;

function placeIn(cursor: string | undefined): { rest: boolean; sort: string; id: string } | null {
  try {
    const [rest, sort, id] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()) as unknown[];
    return typeof rest === 'boolean' && typeof sort === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { rest, sort, id } : null;
  } catch {
    return null;
  }
}

/** Best matches of a search across the desk. */
export const findCustomers = async (db: Reads, q: string, limit: number): Promise<CustomerBrief[]> => (await listCustomers(db, { q, limit })).items;

export const listCompanies = async (db: Reads, ask: Out<typeof customers.companies.spec.query>) => ({
  items: await tables(db).selectFrom('companies').select(['id', 'name', 'plan', 'critical'])
    .$if(Boolean(ask.q), (b) => b.where((e) => e.or([e('name', 'ilike', `%${escaped(ask.q!)}%`), e('domains', '@>', sql.val([ask.q!.toLowerCase()]))])))
    .orderBy('name').orderBy('id').limit(ask.limit).execute(),
});

export async function companyInFull(db: Reads, actor: Actor, id: string) {
  const row = (await tables(db).selectFrom('companies').selectAll().where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  const { n } = await tables(db).selectFrom('customers').select((e) => e.fn.countAll<number>().as('n')).where('company_id', '=', id).where('merged_into', 'is', null).executeTakeFirstOrThrow();
  return { id, name: row.name, plan: row.plan, critical: row.critical, domains: row.domains, notes: row.notes, version: row.version, madeAt: row.made_at, customers: n, may: { edit: mayEdit(actor) } };
}
