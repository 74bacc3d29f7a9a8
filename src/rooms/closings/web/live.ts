import type { Hears } from '../../../core/web/cache.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'

/** Whatever happens on a ticket may settle something, or bring something new: its list is read again where it is shown. */
export const closingsHear: Hears = (fact, cache) => {
  if (fact.name === 'closings.reasons-changed') return void cache.invalidateQueries({ queryKey: ['closings'] })
  if (fact.about.kind === 'ticket') void cache.invalidateQueries({ queryKey: ['closings', 'ticket', fact.about.id] })
  // Who asked and who was asked belong to a request, which may not name its ticket.
  else if (fact.name.startsWith('approvals.')) void cache.invalidateQueries({ queryKey: ['closings', 'ticket'] })
  if (fact.name === 'tickets.closed') {
    if ((fact.data as { reasonId?: string }).reasonId) void readEntry(cache, fact.about.id, fact.id)
    void cache.invalidateQueries({ queryKey: ['closings', 'reasons'], refetchType: 'none' })
  }
}
