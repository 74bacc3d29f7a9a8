import type { Hears } from '../../../core/web/cache.ts'
import { historyQuery, pinnedQuery } from './notes.ts'

/** Pinned notes and histories that are shown follow; the conversation follows by the tickets' own ear. */
export const notesHear: Hears = (fact, cache) => {
  if (!fact.name.startsWith('notes.')) return
  if (fact.name === 'notes.settings-changed') return void cache.invalidateQueries({ queryKey: ['notes', 'rules'] })
  const { entryId } = fact.data as { entryId: string }
  if (fact.name === 'notes.changed') void cache.invalidateQueries({ queryKey: historyQuery(entryId).queryKey })
  void cache.invalidateQueries({ queryKey: pinnedQuery(fact.about.id).queryKey })
}
