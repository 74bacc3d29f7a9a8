import type { QueryClient } from '@tanstack/react-query'
import { meQuery, teamsQuery } from '../../people/web/directory.ts'
import { belongs, filterOf, type Viewer } from '../rules.ts'
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

/** Whether a row belongs in a list; `unknown` where only the server can tell. */
export function fits(cache: QueryClient, row: Row, { view, filter }: Pick<Listed, 'view' | 'filter'>): 'yes' | 'no' | 'unknown' {
  const who = viewerOf(cache)
  if (!belongs(row, filter, who)) return 'no'
  if (view.startsWith('saved:')) {
    const saved = cache.getQueryData(savedViewsQuery.queryKey)?.find((one) => `saved:${one.id}` === view)
    if (!saved) return 'unknown'
    return belongs(row, saved.filter, who) ? 'yes' : 'no'
  }
  if (!belongs(row, filterOf(view, who), who)) return 'no'
  // The row does not say whether one follows it.
  return view === 'following' ? 'unknown' : 'yes'
}
