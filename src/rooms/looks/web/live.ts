import type { Hears } from '../../../core/web/cache.ts'

const sources = ['tickets.message-received', 'tickets.replied', 'tickets.reply-cancelled', 'notes.added', 'notes.changed', 'notes.removed', 'promises.made', 'promises.moved', 'promises.withdrawn', 'approvals.decision-recorded', 'approvals.decided', 'tickets.merged-in', 'tickets.unmerged-from']

/** Facts carry no words: what waits on a ticket is read anew, and what its sources support when one is added. */
export const looksHear: Hears = (fact, cache) => {
  if (fact.name === 'looks.settings-changed' || fact.name === 'approvals.policy-changed') return void cache.invalidateQueries({ queryKey: ['looks'] })
  if (fact.about.kind !== 'ticket') return
  const ticketId = fact.about.id
  if (fact.name.startsWith('looks.') && fact.name !== 'looks.why-said') {
    void cache.invalidateQueries({ queryKey: ['looks', 'ticket', ticketId] })
    void cache.invalidateQueries({ queryKey: ['looks', 'mine'] })
  }
  // A tag may ask for a look; another team or owner decides who gives it.
  const { set = {} } = fact.data as { set?: object }
  if (fact.name === 'tickets.tags-changed' || 'teamId' in set || 'ownerId' in set || 'subject' in set) void cache.invalidateQueries({ queryKey: ['looks', 'ticket', ticketId] })
  if (sources.includes(fact.name)) void cache.invalidateQueries({ queryKey: ['looks', 'sources', ticketId] })
}
