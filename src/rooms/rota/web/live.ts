import type { Hears } from '../../../core/web/cache.ts'

const shown: Readonly<Record<string, readonly string[]>> = {
  'rota.changed': ['week', 'coverage', 'mine', 'swaps', 'rules'], 'rota.absence-changed': ['week', 'coverage', 'mine'], 'rota.swap-moved': ['swaps'], 'rota.feed-renewed': ['feed'], 'rota.shift-started': ['mine'], 'rota.shift-ended': ['mine', 'swaps'],
  // Who left a team works none of its shifts.
  'teams.members-changed': ['week', 'coverage', 'mine', 'swaps'], 'people.deactivated': ['week', 'coverage'], 'people.reactivated': ['week', 'coverage'],
}

/** A rota changes seldom: what is shown of it is read anew. */
export const rotaHears: Hears = (fact, cache) => {
  for (const part of shown[fact.name] ?? []) void cache.invalidateQueries({ queryKey: ['rota', part] })
}
