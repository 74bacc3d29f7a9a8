import type { Tone } from '../../../ui/badge.tsx'
import type { Leave } from './leave.ts'

type Days = Pick<Leave, 'firstDay' | 'lastDay' | 'starts' | 'ends'>
const at = (day: string): number => Date.parse(`${day}T12:00:00Z`)
const part = (day: string, options: Intl.DateTimeFormatOptions, locale: string) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(at(day))

/** "Mon 1 – Fri 5 December", "Mon 1 December, from midday": as the calendar of the leave says, whatever the reader's zone. */
export function daysText({ firstDay, lastDay, starts, ends }: Days, locale = 'en-GB'): string {
  const year = lastDay.slice(0, 4) === String(new Date().getUTCFullYear()) && firstDay.slice(0, 4) === lastDay.slice(0, 4) ? {} : { year: 'numeric' as const }
  const long: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'long', ...year }
  if (firstDay === lastDay) return `${part(firstDay, long, locale)}${starts === 'midday' ? ', from midday' : ends === 'midday' ? ', until midday' : ''}`
  const same = firstDay.slice(0, 7) === lastDay.slice(0, 7)
  return `${part(firstDay, same ? { weekday: 'short', day: 'numeric' } : long, locale)}${starts === 'midday' ? ' midday' : ''} – ${part(lastDay, long, locale)}${ends === 'midday' ? ' midday' : ''}`
}

/** How many days, halves too: "5 days", "half a day". Weekends count: what is worked on them differs. */
export function lengthOf({ firstDay, lastDay, starts, ends }: Days): string {
  const days = Math.round((at(lastDay) - at(firstDay)) / 86_400_000) + 1 - (starts === 'midday' ? 0.5 : 0) - (ends === 'midday' ? 0.5 : 0)
  return days === 0.5 ? 'half a day' : `${days} ${days === 1 ? 'day' : 'days'}`
}

export const stateWords: Readonly<Record<Leave['state'], { readonly words: string; readonly tone: Tone }>> = {
  draft: { words: 'in preparation', tone: 'plain' }, asked: { words: 'asked for', tone: 'time' }, refused: { words: 'refused', tone: 'late' }, approved: { words: 'approved', tone: 'good' }, away: { words: 'away', tone: 'own' }, over: { words: 'over', tone: 'plain' }, cancelled: { words: 'not taken', tone: 'plain' },
}
