import { watchActivity } from '../../../core/web/activity.ts'
import type { Hears } from '../../../core/web/cache.ts'
import { keepAvailability, type Availability } from './availability.ts'
import { statesQuery, type OwnState } from './own-states.ts'

// Who is at work is seen wherever they work: else they count as offline after a while.
if ('document' in globalThis) watchActivity()

/** What somebody says of themselves is told whole: nothing is asked. */
export const shiftsHear: Hears = (fact, cache) => {
  if (fact.name === 'shifts.availability-changed') keepAvailability(fact.data as Availability)
  else if (fact.name === 'shifts.states-changed') {
    cache.setQueryData(statesQuery.queryKey, (fact.data as { items: OwnState[] }).items)
    // Names of states that somebody is in stand in the list.
    void cache.invalidateQueries({ queryKey: ['shifts', 'availability'] })
  } else if (fact.name === 'shifts.choices-changed') void cache.invalidateQueries({ queryKey: ['shifts', 'choices'] })
  else if (fact.name === 'shifts.settings-changed') {
    void cache.invalidateQueries({ queryKey: ['shifts', 'rules'] })
    void cache.invalidateQueries({ queryKey: ['shifts', 'choices'] })
  }
}
