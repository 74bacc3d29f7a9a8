import type { Hears } from '../../../core/web/cache.ts'
import { meQuery, teammatesQuery, teamsQuery } from './directory.ts'

/** Teammates and teams are few and change seldom: what is known of them is read again. */
export const peopleHears: Hears = (fact, cache) => {
  if (fact.about.kind === 'team') void cache.invalidateQueries({ queryKey: teamsQuery.queryKey })
  if (fact.name === 'teams.members-changed' || /^people\.(joined|changed|deactivated|reactivated|email-changed)$/.test(fact.name)) void cache.invalidateQueries({ queryKey: teammatesQuery.queryKey })
  const mine = cache.getQueryData(meQuery.queryKey)
  if (mine && (fact.about.id === mine.id || fact.about.kind === 'workspace' || fact.about.kind === 'team')) void cache.invalidateQueries({ queryKey: meQuery.queryKey })
}
