import { readSoon, type Hears } from '../../../core/web/cache.ts'
import { companyQuery, customerQuery, type CustomerDetail } from './customers.ts'

/** Customers shown now are read again when a fact says that they changed; lists follow soon after. */
export const customersHear: Hears = (fact, cache) => {
  if (!fact.name.startsWith('customers.')) return
  if (fact.name === 'customers.settings-changed') return void cache.invalidateQueries({ queryKey: ['customers', 'rules'] })
  if (fact.name === 'customers.verified' || fact.name === 'customers.verification-revoked') return void cache.invalidateQueries({ queryKey: ['customers', 'identity', fact.about.id] })
  const data = fact.data as { gone?: string; version?: number }
  for (const id of [fact.about.id, ...(data.gone ? [data.gone] : [])]) {
    const shown = cache.getQueryData<CustomerDetail>(customerQuery(id).queryKey)
    if (shown && !(fact.name === 'customers.changed' && data.version !== undefined && shown.version >= data.version)) void cache.invalidateQueries({ queryKey: customerQuery(id).queryKey })
  }
  if (fact.about.kind === 'company') {
    void cache.invalidateQueries({ queryKey: companyQuery(fact.about.id).queryKey })
    void cache.invalidateQueries({ queryKey: ['customers', 'one'] })
  }
  readSoon(['customers', 'list'])
}
