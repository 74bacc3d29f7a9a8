import type { Out } from '../../../core/contract.ts'
import { readSoon, type Hears } from '../../../core/web/cache.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'
import { viewerOf } from '../../tickets/web/viewer.ts'
import type { LeaseChanged } from '../contract.ts'
import { claimsQuery, noteAsked, type Claim } from './queues.ts'

/** What of a ticket decides where it stands in a queue, and whether it does. */
const decides = ['status', 'ownerId', 'teamId', 'claimedBy', 'priority', 'tags', 'dueAt', 'mergedInto']

/** Claims are read anew when one begins, and dropped when their ticket is nobody's claim any more; queues are read again a moment after what decides their order. */
export const queuesHear: Hears = (fact, cache) => {
  if (fact.name === 'queues.settings-changed') return void cache.invalidateQueries({ queryKey: ['queues', 'settings'] })
  const held = cache.getQueryData<readonly Claim[]>(claimsQuery.queryKey)
  if (fact.name === 'queues.lease-changed') {
    const { claimId, activeAt, warnedAt, backAt, protectedAt } = fact.data as Out<typeof LeaseChanged.data>
    noteAsked(claimId, warnedAt)
    if (held) cache.setQueryData<readonly Claim[]>(claimsQuery.queryKey, held.map((one) => (one.id === claimId ? { ...one, activeAt, warnedAt, backAt, protectedAt } : one)))
    return
  }
  if (fact.name === 'shifts.availability-changed' && fact.about.id === viewerOf(cache).id) void cache.invalidateQueries({ queryKey: ['queues', 'queue'] })
  if (fact.about.kind !== 'ticket') return
  const { set = {} } = fact.data as { set?: Record<string, unknown> }
  if ('claimedBy' in set) {
    const mine = held?.find((one) => one.ticketId === fact.about.id)
    if (mine && set['claimedBy'] !== mine.personId) cache.setQueryData<readonly Claim[]>(claimsQuery.queryKey, held!.filter((one) => one !== mine))
    else if (!mine && set['claimedBy'] === viewerOf(cache).id) void cache.invalidateQueries({ queryKey: claimsQuery.queryKey })
    void cache.invalidateQueries({ queryKey: ['queues', 'on', fact.about.id] })
  }
  if (fact.name === 'queues.picked-out') readSoon(['queues', 'picks'], 2000)
  if (fact.name.startsWith('queues.')) void readEntry(cache, fact.about.id, fact.id)
  if (fact.name === 'tickets.opened' || decides.some((field) => field in set)) readSoon(['queues', 'queue'], 2500)
}
