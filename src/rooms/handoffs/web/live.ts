import { readSoon, type Hears } from '../../../core/web/cache.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'
import type { HandoffRow } from '../rules.ts'
import { applyToOpen } from './open-handoffs.ts'
import { handoffQuery, keepOffers, mineQuery, openQuery } from './handoffs.ts'

/** Facts carry rows without words: what is open is changed in place, words are read anew by who may read them. */
export const handoffsHear: Hears = (fact, cache) => {
  if (fact.name === 'handoffs.settings-changed') return void cache.invalidateQueries({ queryKey: ['handoffs', 'rules'] })
  // Who is away decides who may accept, and what stands on the sheet.
  if (fact.name === 'shifts.availability-changed') return void [mineQuery.queryKey, ['handoffs', 'one']].map((queryKey) => cache.invalidateQueries({ queryKey }))
  if (fact.about.kind !== 'ticket') return
  // Whatever happens to a ticket may bring it onto the sheet or off it.
  if (cache.getQueryCache().findAll({ queryKey: ['handoffs', 'sheet'] }).length) readSoon(['handoffs', 'sheet'], 3000)
  if (!fact.name.startsWith('handoffs.')) return
  const { handoff } = fact.data as { handoff?: HandoffRow }
  if (!handoff) return
  cache.setQueryData<readonly HandoffRow[]>(openQuery.queryKey as never, (all) => all && keepOffers(applyToOpen(all, fact)))
  void cache.invalidateQueries({ queryKey: mineQuery.queryKey })
  void cache.invalidateQueries({ queryKey: handoffQuery(handoff.id).queryKey })
  if (fact.id !== handoff.id) void readEntry(cache, fact.about.id, handoff.id)
}
