import type { QueryClient } from '@tanstack/react-query'
import { meQuery, teamsQuery } from '../../people/web/directory.ts'
import { belongs, filterOf, narrowed, type Filter, type Viewer } from '../rules.ts'
import { savedViewsQuery, type Listed } from './ticket-queries.ts'
import type { Row } from './tickets-call.ts'

/** Who looks, as the shared rules want it. */
export function viewerOf(cache: QueryClient): Viewer {
  const me = cache.getQueryData(meQuery.queryKey)
  const teams = me?.teams.map((one) => one.id) ?? []
  const all = cache.getQueryData(teamsQuery.queryKey) ?? []
  const sees = all.filter((team) => team.visibility === 'open' || me?.role === 'admin' || teams.includes(team.id)).map((team) => team.id)
  return { id: me?.id ?? '', role: me?.role ?? 'collaborator', teams, sees: sees.length ? sees : teams }
}

/** What a list goes by, as the server reckons it; null where its view is not known here. */
export function wanted(cache: QueryClient, { view, filter }: Pick<Listed, 'view' | 'filter'>): Filter | null {
  const who = viewerOf(cache)
  if (!view.startsWith('saved:')) return narrowed(filterOf(view, who), filter)
  const saved = cache.getQueryData(savedViewsQuery.queryKey)?.find((one) => `saved:${one.id}` === view)
  return saved ? narrowed(narrowed(filterOf('all', who), saved.filter), filter) : null
}

/** Whether a row belongs in a list; `unknown` where only the server can tell. */
export function fits(cache: QueryClient, row: Row, listed: Pick<Listed, 'view' | 'filter'>): 'yes' | 'no' | 'unknown' {
  const wants = wanted(cache, listed)
  if (!belongs(row, wants ?? listed.filter, viewerOf(cache))) return 'no'
  // The row does not say whether one follows it.
  return wants === null || listed.view === 'following' ? 'unknown' : 'yes'
}
