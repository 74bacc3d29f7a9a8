import type { Option } from '../../../ui/option.ts'

const named = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`)

/** "3 days" for a number of minutes. */
export function spanWords(minutes: number): string {
  if (minutes % 10_080 === 0) return named(minutes / 10_080, 'week')
  if (minutes % 1440 === 0) return named(minutes / 1440, 'day')
  return minutes % 60 === 0 ? named(minutes / 60, 'hour') : named(minutes, 'minute')
}

/** Some values to choose from, with the one that stands now among them, whatever it is. */
export const spanOptions = (usual: readonly number[], now: number, say: (n: number) => string): Option[] =>
  [...new Set([...usual, now])].sort((a, b) => a - b).map((n) => ({ id: String(n), label: say(n) }))
