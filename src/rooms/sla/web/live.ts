import { readSoon, type Hears } from '../../../core/web/cache.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'

/** Policies are few and change seldom; which one a ticket has is read again when it may be another. */
export const slaHears: Hears = (fact, cache) => {
  if (fact.name === 'sla.policy-changed') return void cache.invalidateQueries({ queryKey: ['sla'] })
  if (fact.name === 'sla.missed') void readEntry(cache, fact.about.id, fact.id)
  if (fact.name === 'sla.chosen') readSoon(['sla', 'policies'])
  if (fact.name === 'sla.chosen' || /^tickets\.(tags-changed|priority-changed|assigned|given)$/.test(fact.name)) void cache.invalidateQueries({ queryKey: ['sla', 'ticket', fact.about.id] })
}
