import { dayWords, type Shift } from './rota.ts'

const short = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** "Mon to Fri" , "Mon, Wed" */
export function weekdayWords(days: readonly number[]): string {
  if (days.length === 7) return 'Every day'
  const run = days.length > 2 && days.every((d, i) => i === 0 || d === days[i - 1]! + 1)
  return run ? `${short[days[0]! - 1]} to ${short[days.at(-1)! - 1]}` : days.map((d) => short[d - 1]).join(', ')
}

/** "Mon to Fri, 06:00–14:00, every second week, until Tue 1 Dec" */
export function patternWords(one: Pick<Shift, 'days' | 'starts' | 'ends' | 'everyWeeks' | 'firstDay' | 'lastDay' | 'zone'>): string {
  const every = one.everyWeeks === 1 ? '' : one.everyWeeks === 2 ? ', every second week' : `, every ${one.everyWeeks} weeks`
  if (one.firstDay === one.lastDay) return `Once, on ${dayWords(one.firstDay)}, ${one.starts}–${one.ends} in ${one.zone.replaceAll('_', ' ')}`
  return `${weekdayWords(one.days)}, ${one.starts}–${one.ends}${every} in ${one.zone.replaceAll('_', ' ')}${one.lastDay ? `, until ${dayWords(one.lastDay)}` : ''}`
}
