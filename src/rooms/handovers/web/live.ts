import { readSoon, type Hears } from '../../../core/web/cache.ts'
import type { Me } from '../../people/web/directory.ts'
import type { EndOfShift } from './handovers.ts'

const shown = (key: string): readonly unknown[] => ['handovers', key]

/** Facts carry no words: what they are about is read anew by who may read it, where it is shown. */
export const handoversHear: Hears = (fact, cache) => {
  const readNew = (...keys: readonly string[]) => { for (const key of keys) void cache.invalidateQueries({ queryKey: shown(key) }) }
  const isShown = (key: string) => cache.getQueryCache().findAll({ queryKey: shown(key), type: 'active' }).length > 0
  if (fact.name === 'handovers.settings-changed') return readNew('rules', 'shift')
  if (fact.name === 'handovers.day-swept') return void cache.invalidateQueries({ queryKey: ['handoffs', 'sheet'] })
  if (fact.name.startsWith('handovers.')) {
    void cache.invalidateQueries({ queryKey: ['handovers', 'one', fact.about.id] })
    return readNew('shift', 'list', 'start', 'end')
  }
  const me = cache.getQueryData<Me>(['people', 'me'])?.id
  // Where many begin at one time, each reads for themselves only.
  if (fact.name.startsWith('rota.')) return fact.name.startsWith('rota.shift-') && fact.about.id !== me ? undefined : readSoon(shown('shift'), 5000)
  if (fact.about.kind !== 'ticket') return
  const { ownerId } = (fact.data as { set?: { ownerId?: string | null } }).set ?? {}
  const mine = ownerId === me || cache.getQueriesData<EndOfShift>({ queryKey: shown('end') }).some(([, end]) => end?.tickets.some((one) => one.ticket.id === fact.about.id) || end?.promises.some((one) => one.ticketId === fact.about.id))
  if (mine && isShown('end')) readSoon(shown('end'), 1500)
  if (isShown('start')) readSoon(shown('start'), 15_000)
}
