import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { audience } from './access.ts';
import { badDomain, changedMeanwhile, CompanyAdded, CompanyChanged, domainTaken, publicDomain, type customers } from './contract.ts';
import { companyDomain, normalDomain, publicProviders } from './rules.ts';
import { tables } from './tables.ts';

/** The company that has the domain of this email address, if any; never by the domain of a public mail provider. */
export async function companyOf(db: Reads, email: string): Promise<string | null> {
  const domain = companyDomain(email);
  if (!domain) return null;
  const row = await tables(db).selectFrom('companies').select('id').where('domains', '@>', sql.val([domain])).executeTakeFirst();
  return row?.id ?? null;
}

/** Adds a company; customers at its domains without a company join it. */
export async function addCompany(tx: Tx, actor: Actor, what: Out<typeof customers.addCompany.spec.body>): Promise<void> {
  const domains = await ownDomains(tx, what.id, what.domains ?? []);
  await tables(tx).insertInto('companies').values({ ...what, domains, made_at: clock.now() }).execute();
  await record(tx, actor, CompanyAdded, { about: what.id, to: audience, data: { name: what.name } });
  await gather(tx, what.id, domains);
}

export async function editCompany(tx: Tx, actor: Actor, id: string, change: Out<typeof customers.editCompany.spec.body>): Promise<void> {
  const row = (await tables(tx).selectFrom('companies').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse(notFound);
  const { version, ...rest } = change;
  if (row.version !== version) refuse(changedMeanwhile, { version: row.version });
  const next = { ...row, ...rest, domains: rest.domains ? await ownDomains(tx, id, rest.domains) : row.domains };
  const fields = (['name', 'domains', 'plan', 'critical', 'notes'] as const).filter((f) => JSON.stringify(next[f]) !== JSON.stringify(row[f]));
  if (!fields.length) return;
  await tables(tx).updateTable('companies').set({ name: next.name, domains: next.domains, plan: next.plan, critical: next.critical, notes: next.notes, version: version + 1 }).where('id', '=', id).execute();
  await record(tx, actor, CompanyChanged, { about: id, to: audience, data: { fields, name: next.name, plan: next.plan, critical: next.critical, version: version + 1 } });
  if (fields.includes('domains')) await gather(tx, id, next.domains.filter((d) => !row.domains.includes(d)));
}

/** Domains in the form that is compared; each belongs to one company only. */
async function ownDomains(tx: Tx, companyId: string, typed: readonly string[]): Promise<string[]> {
  const domains = [...new Set(typed.map((domain) => {
    const normal = normalDomain(domain.replace(/^@/, ''));
    if (!normal || !normal.includes('.')) return refuse(badDomain, { domain });
    return publicProviders.has(normal) ? refuse(publicDomain, { domain: normal }) : normal;
  }))];
  if (!domains.length) return [];
  await lockName(tx, 'company domains');
  const taken = await tables(tx).selectFrom('companies').select(['id', 'name', 'domains']).where('domains', '&&', sql.val(domains)).where('id', '<>', companyId).executeTakeFirst();
  if (taken) refuse(domainTaken, { domain: domains.find((d) => taken.domains.includes(d))!, companyId: taken.id, name: taken.name });
  return domains;
}

const gather = async (tx: Tx, companyId: string, domains: readonly string[]): Promise<void> => {
  if (!domains.length) return;
  await tables(tx).updateTable('customers').set((e) => ({ company_id: companyId, version: e('version', '+', 1) })).where('company_id', 'is', null).where('merged_into', 'is', null)
    .where('id', 'in', (q) => q.selectFrom('customer_addresses').select('customer_id').where('kind', '=', 'email').where((e) => e.or(domains.map((d) => e('normal', 'like', `%@${d.replace(/[\\%_]/g, '\\$&')}`))))).execute();
};
