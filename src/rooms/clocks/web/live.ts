import type { Hears } from '../../../core/web/cache.ts'
import type { Me } from '../../people/web/directory.ts'
import { ownClocksQuery, ticketClocksQuery, withClock, type Clock } from './clocks.ts'

/** Facts carry the whole clock: what is shown of a ticket, and one's own list, change by it without asking. */
export const clocksHear: Hears = (fact, cache) => {
  if (!fact.name.startsWith('clocks.')) return
  const { clock } = fact.data as { clock: Clock }
  if (clock.ticketId) {
    // A merged ticket's clocks are shown with the one it became part of.
    for (const [key, all] of cache.getQueriesData<Clock[]>({ queryKey: ['clocks', 'ticket'] })) {
      if (all && (key[2] === clock.ticketId || all.some((one) => one.id === clock.id))) cache.setQueryData(ticketClocksQuery(key[2] as string).queryKey, withClock(all, clock))
    }
  }
  const me = cache.getQueryData<Me>(['people', 'me'])?.id
  cache.setQueryData(ownClocksQuery.queryKey, (all) => all && (clock.personId === me && clock.state !== 'stopped' ? withClock(all, clock) : all.filter((one) => one.id !== clock.id)))
}
