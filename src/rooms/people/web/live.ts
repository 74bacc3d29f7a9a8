import { readSoon, type Hears } from '../../../core/web/cache.ts'
import { keysQuery, secondFactorQuery, sessionsQuery, theirFactorQuery } from './account.ts'
import { meQuery, teammatesQuery, teamsQuery } from './directory.ts'
import { invitationsQuery } from './staff.ts'

const shownPeople = /^people\.(joined|changed|deactivated|reactivated|email-changed)$/
const settingsKinds = new Set(['person', 'team', 'key', 'invitation', 'workspace', 'mailbox', 'settings'])

/** Teammates and teams are few and change seldom: what is known of them is read again. */
export const peopleHears: Hears = (fact, cache) => {
  const again = (query: { queryKey: readonly unknown[] }) => void cache.invalidateQueries({ queryKey: query.queryKey })
  if (fact.about.kind === 'team') again(teamsQuery)
  // Teammates carry the names of their teams.
  if (fact.about.kind === 'team' || shownPeople.test(fact.name)) again(teammatesQuery)
  if (fact.about.kind === 'invitation' || fact.name === 'people.joined') again(invitationsQuery)
  if (fact.about.kind === 'key') again(keysQuery)
  if (fact.name === 'people.second-factor-changed') again(theirFactorQuery(fact.about.id))
  const mine = cache.getQueryData(meQuery.queryKey)
  const aboutMe = mine?.id === fact.about.id && fact.name.startsWith('people.')
  if (mine && (aboutMe || fact.about.kind === 'workspace' || fact.about.kind === 'team')) again(meQuery)
  if (aboutMe) for (const query of [sessionsQuery, secondFactorQuery]) again(query)
  if (settingsKinds.has(fact.about.kind)) readSoon(['people', 'audit'])
}
