import { readSoon, type Hears } from '../../../core/web/cache.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'
import { hintQuery, ofTicketQuery } from './escalations.ts'

const moves = new Set(['tickets.message-received', 'tickets.reopened', 'tickets.tags-changed', 'tickets.replied', 'tickets.reply-cancelled'])

/** Facts carry no words: what is shown of an escalation is read anew when one of its facts is heard. */
export const escalationsHear: Hears = (fact, cache) => {
  if (fact.name === 'escalations.paths-changed' || fact.name === 'escalations.settings-changed') return void cache.invalidateQueries({ queryKey: ['escalations'] })
  if (fact.about.kind !== 'ticket') return
  const ticketId = fact.about.id
  if (moves.has(fact.name)) {
    // What a customer writes may suggest one; a reply may be what told them.
    if (fact.name !== 'tickets.replied' && fact.name !== 'tickets.reply-cancelled') void cache.invalidateQueries({ queryKey: hintQuery(ticketId).queryKey })
    else void cache.invalidateQueries({ queryKey: ofTicketQuery(ticketId).queryKey })
    return
  }
  if (fact.name === 'notes.added' || fact.name === 'notes.changed' || fact.name === 'notes.removed') {
    if (cache.getQueryData(ofTicketQuery(ticketId).queryKey)?.length) void cache.invalidateQueries({ queryKey: ofTicketQuery(ticketId).queryKey })
    return
  }
  if (!fact.name.startsWith('escalations.')) return
  void cache.invalidateQueries({ queryKey: ofTicketQuery(ticketId).queryKey })
  void cache.invalidateQueries({ queryKey: hintQuery(ticketId).queryKey })
  void cache.invalidateQueries({ queryKey: ['escalations', 'list', 'mine'] })
  readSoon(['escalations', 'list'], 5000)
  const { escalationId } = fact.data as { escalationId?: string }
  if (escalationId && fact.id !== escalationId) void readEntry(cache, ticketId, escalationId)
}
