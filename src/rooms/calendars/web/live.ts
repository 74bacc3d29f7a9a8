import type { Hears } from '../../../core/web/cache.ts'
import { calendarsQuery } from './calendars.ts'

/** Calendars change seldom: what is shown of them is read anew. */
export const calendarsHear: Hears = (fact, cache) => {
  if (fact.name.startsWith('calendars.')) void cache.invalidateQueries({ queryKey: calendarsQuery.queryKey })
}
