import type { Hears } from '../../../core/web/cache.ts'

/** Facts after which a ticket has other words, or owes other things. */
const telling = new Set(['tickets.message-received', 'tickets.replied', 'tickets.reply-cancelled', 'tickets.merged-in', 'tickets.unmerged', 'tickets.unmerged-from', 'tickets.split-off', 'tickets.message-moved-in', 'tickets.subject-changed', 'notes.added', 'notes.changed', 'notes.removed'])

/** A summary is as fresh as what was written: it is made again where it is shown. */
export const assistHears: Hears = (fact, cache) => {
  // A merged ticket is told with the one it became part of.
  if (telling.has(fact.name) || (fact.name.startsWith('promises.') && fact.about.kind === 'ticket')) void cache.invalidateQueries({ queryKey: ['assist', 'summary'] })
}
