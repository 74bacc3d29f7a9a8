import type { Hears } from '../../../core/web/cache.ts'
import type { Me } from '../../people/web/directory.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'
import { myPromisesQuery } from './promises.ts'

/** Promises are few: what a fact is about is read again, where it is shown. */
export const promisesHear: Hears = (fact, cache) => {
  if (!fact.name.startsWith('promises.')) return
  if (fact.name === 'promises.settings-changed') return void cache.invalidateQueries({ queryKey: ['promises', 'rules'] })
  const { ownerId, from } = fact.data as { ownerId: string; from?: string }
  const me = cache.getQueryData<Me>(['people', 'me'])?.id
  if (ownerId === me || from === me) void cache.invalidateQueries({ queryKey: myPromisesQuery.queryKey })
  // A merged ticket's promises are shown with the one it became part of.
  void cache.invalidateQueries({ queryKey: ['promises', 'ticket'] })
  if (fact.name !== 'promises.due-soon' && fact.name !== 'promises.passed') void readEntry(cache, fact.about.id, fact.id)
}
