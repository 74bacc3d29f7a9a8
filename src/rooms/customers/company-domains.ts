import { sql } from 'kysely';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { badDomain, domainTaken, publicDomain } from './contract.ts';
import { companyDomain, normalDomain, publicProviders } from './rules.ts';
import { tables } from './tables.ts';

/** The company that has the domain of this email address, if any; never by the domain of a public mail provider. */
export async function companyOf(db: Reads, email: string): Promise<string | null> {
  const domain = companyDomain(email);
  if (!domain) return null;
  const row = await tables(db).selectFrom('companies').select('id').where('domains', '@>', sql.val([domain])).executeTakeFirst();
  return row?.id ?? null;
}

/** Domains in the form that is compared; each belongs to one company only. */
export async function ownDomains(tx: Tx, companyId: string, typed: readonly string[]): Promise<string[]> {
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
