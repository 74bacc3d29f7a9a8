import { readSoon, type Hears } from '../../../core/web/cache.ts'

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
  if (fact.name.startsWith('rota.')) return readSoon(shown('shift'), 5000)
  // Whatever happens to tickets may change how a shift ends or began.
  if (fact.about.kind !== 'ticket') return
  if (isShown('end')) readSoon(shown('end'), 1500)
  if (isShown('start')) readSoon(shown('start'), 5000)
}
