import type { QueryClient } from '@tanstack/react-query'
import { readSoon, type Hears } from '../../../core/web/cache.ts'
import type { Me } from '../../people/web/directory.ts'
import type { Availability } from '../../shifts/web/availability.ts'

/** Facts by which something in somebody's bin may be clear now, or not any more. */
const clears = /^(tickets|handoffs|promises|notes|escalations|approvals|phone|people|queues|subtasks)\./

/** Whether I stand in for somebody who is away, as far as is known here: else nothing that happens on tickets is asked about. */
function standsIn(cache: QueryClient): boolean {
  const me = cache.getQueryData<Me>(['people', 'me'])
  const away = (cache.getQueryData<readonly Availability[]>(['shifts', 'availability']) ?? []).filter((one) => one.away)
  return away.some((one) => one.coverId === me?.id || (one.coverId === null ? me?.role !== 'agent' : away.some((other) => other.personId === one.coverId)))
}

export const leaveHears: Hears = (fact, cache) => {
  if (fact.name === 'leave.settings-changed') return void cache.invalidateQueries({ queryKey: ['leave', 'rules'] })
  if (fact.name === 'leave.changed' || fact.name === 'leave.away-changed') {
    for (const part of ['mine', 'calendar', 'requests', 'one', 'covering', 'digest']) void cache.invalidateQueries({ queryKey: ['leave', part] })
    return
  }
  if (fact.name === 'shifts.availability-changed') return void readSoon(['leave', 'covering'], 5000)
  if (!clears.test(fact.name)) return
  if (standsIn(cache)) readSoon(['leave', 'covering'], 3000)
  for (const part of ['one', 'bin', 'requests']) if (cache.getQueryCache().findAll({ queryKey: ['leave', part], type: 'active' }).length) readSoon(['leave', part], part === 'requests' ? 5000 : 1500)
}
