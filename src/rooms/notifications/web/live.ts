import type { Hears } from '../../../core/web/cache.ts'
import { patchRead, preferencesQuery, unreadQuery } from './notifications.ts'

/** The count, the list and what is read stay alike in all tabs. */
export const notificationsHear: Hears = (fact, cache) => {
  if (!fact.name.startsWith('notifications.')) return
  if (fact.name === 'notifications.preferences-changed') return void cache.invalidateQueries({ queryKey: preferencesQuery.queryKey })
  const data = fact.data as { unread: number; ids?: string[] | null }
  cache.setQueryData(unreadQuery.queryKey, data.unread)
  if (fact.name === 'notifications.made') return void cache.invalidateQueries({ queryKey: ['notifications', 'list'] })
  patchRead((one) => (data.ids ? data.ids.includes(one.id) : true))
}
