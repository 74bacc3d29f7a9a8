import type { Hears } from '../../../core/web/cache.ts'

const calling = new Set(['tickets.message-received', 'tickets.replied', 'tickets.reply-cancelled', 'tickets.closed', 'tickets.reopened', 'tickets.assigned', 'tickets.given', 'tickets.merged-in', 'tickets.unmerged'])

/** What fits a ticket is asked again when something was said on it. */
export const playbooksHear: Hears = (fact, cache) => {
  if (fact.name === 'playbooks.changed') return void cache.invalidateQueries({ queryKey: ['playbooks'] })
  if (fact.name === 'playbooks.dismissed' || calling.has(fact.name)) void cache.invalidateQueries({ queryKey: ['playbooks', 'fitting'] })
}
