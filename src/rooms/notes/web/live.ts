import type { Hears } from '../../../core/web/cache.ts'
import type { Me } from '../../people/web/directory.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'
import { myAsksQuery } from './asks.ts'
import { historyQuery, pinnedQuery } from './notes.ts'

/** Pinned notes, histories and asks that are shown follow; the conversation follows by the tickets' own ear. */
export const notesHear: Hears = (fact, cache) => {
  if (!fact.name.startsWith('notes.')) return
  if (fact.name === 'notes.settings-changed') return void cache.invalidateQueries({ queryKey: ['notes', 'rules'] })
  if (fact.name === 'notes.identity-noted') return
  if (fact.name === 'notes.template-changed') return void cache.invalidateQueries({ queryKey: ['notes', 'templates'] })
  const { entryId, askId, ...ask } = fact.data as { entryId: string; askId?: string; personId: string | null; teamId: string | null; from?: string | null }
  if (askId) {
    const me = cache.getQueryData<Me>(['people', 'me'])
    const concerns = !me || [ask.personId, ask.from].includes(me.id) || me.teams.some((team) => team.id === ask.teamId)
    if (concerns) void cache.invalidateQueries({ queryKey: myAsksQuery.queryKey })
    void cache.invalidateQueries({ queryKey: ['notes', 'asks', 'ticket'] })
    return void readEntry(cache, fact.about.id, entryId)
  }
  if (fact.name === 'notes.changed') void cache.invalidateQueries({ queryKey: historyQuery(entryId).queryKey })
  void cache.invalidateQueries({ queryKey: pinnedQuery(fact.about.id).queryKey })
}
