import { readSoon, type Hears } from '../../../core/web/cache.ts'

/** Facts by which a figure of the wall or of somebody's load may be another one. */
const moves = /^(tickets|clocks|queues|shifts|rota|people|handoffs)\./
/** However much happens: a wall is read again at most so often. */
export const everyMs = 5000

export const workloadHears: Hears = (fact, cache) => {
  if (fact.name === 'workload.settings-changed') return void [['workload', 'rules'], ['workload', 'mine'], ['workload', 'teams'], ['workload', 'wall']].map((queryKey) => cache.invalidateQueries({ queryKey }))
  if (fact.name.startsWith('workload.')) return void [['workload', 'helps'], ['workload', 'oldest']].map((queryKey) => cache.invalidateQueries({ queryKey }))
  if (!moves.test(fact.name)) return
  for (const part of ['wall', 'teams', 'mine', 'oldest']) if (cache.getQueryCache().findAll({ queryKey: ['workload', part], type: 'active' }).length) readSoon(['workload', part], everyMs)
}
