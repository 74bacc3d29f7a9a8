import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { audience } from './access.ts';
import { ownDomains } from './company-domains.ts';
import { changedMeanwhile, CompanyAdded, CompanyChanged, type customers } from './contract.ts';
import { apply } from './customers.ts';
import { tables } from './tables.ts';

/** Adds a company; customers at its domains without a company join it. */
export async function addCompany(tx: Tx, actor: Actor, what: Out<typeof customers.addCompany.spec.body>): Promise<void> {
  const domains = await ownDomains(tx, what.id, what.domains ?? []);
  await tables(tx).insertInto('companies').values({ ...what, domains, made_at: clock.now() }).execute();
  await record(tx, actor, CompanyAdded, { about: what.id, to: audience, data: { name: what.name } });
  await gather(tx, actor, what.id, domains);
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
  if (fields.includes('domains')) await gather(tx, actor, id, next.domains.filter((d) => !row.domains.includes(d)));
}

/** Customers at these domains without a company join it. */
async function gather(tx: Tx, actor: Actor, companyId: string, domains: readonly string[]): Promise<void> {
  if (!domains.length) return;
  const rows = await tables(tx).selectFrom('customers').selectAll().where('company_id', 'is', null).where('merged_into', 'is', null).orderBy('id').forUpdate()
    .where('id', 'in', (q) => q.selectFrom('customer_addresses').select('customer_id').where('kind', '=', 'email').where((e) => e.or(domains.map((d) => e('normal', 'like', `%@${d.replace(/[\\%_]/g, '\\$&')}`))))).execute();
  for (const row of rows) await apply(tx, actor, row, { companyId });
}
