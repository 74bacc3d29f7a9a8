import type { Hears } from '../../../core/web/cache.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'

const shown = ['subtasks.ticked', 'subtasks.waived', 'subtasks.reopened']

/** Checklists are short: the one that a fact is about is read again where it is shown. */
export const subtasksHear: Hears = (fact, cache) => {
  if (!fact.name.startsWith('subtasks.')) return
  if (fact.name === 'subtasks.template-changed') return void cache.invalidateQueries({ queryKey: ['subtasks', 'templates'] })
  // A merged ticket's sub-tasks are shown with the one it became part of.
  void cache.invalidateQueries({ queryKey: ['subtasks', 'ticket'] })
  if (shown.includes(fact.name)) void readEntry(cache, fact.about.id, fact.id)
}
