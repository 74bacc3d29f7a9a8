import { readSoon, type Hears } from '../../../core/web/cache.ts'

/** Facts by which something in somebody's bin may be clear now, or not any more. */
const clears = /^(tickets|handoffs|promises|notes|escalations|approvals|phone|people)\./

export const leaveHears: Hears = (fact, cache) => {
  if (fact.name === 'leave.settings-changed') return void cache.invalidateQueries({ queryKey: ['leave', 'rules'] })
  if (fact.name === 'leave.changed' || fact.name === 'leave.away-changed') {
    for (const part of ['mine', 'calendar', 'requests', 'one', 'covering', 'digest']) void cache.invalidateQueries({ queryKey: ['leave', part] })
    return
  }
  if (!clears.test(fact.name)) return
  for (const part of ['one', 'bin', 'requests', 'covering']) if (cache.getQueryCache().findAll({ queryKey: ['leave', part], type: 'active' }).length) readSoon(['leave', part], part === 'one' || part === 'bin' ? 1500 : 5000)
}
