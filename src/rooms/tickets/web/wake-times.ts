import { atHour } from '../../../ui/at-hour.ts'
import { daysBetween } from '../../../ui/time-text.ts'

/** A time to wake up at, in words. */
export interface WakeChoice { readonly id: string; readonly label: string; readonly at: number }

const hour = 3_600_000
const day = 24 * hour

/** What people mostly choose: later today, tomorrow, next Monday, in a week … */
export function wakeChoices(now: number, zone: string): WakeChoice[] {
  const monday = [1, 2, 3, 4, 5, 6, 7].find((days) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short' }).format(now + days * day) === 'Mon')!
  const evening = atHour(now, 0, 17, zone)
  const choices = [
    { id: 'hours', label: 'In 3 hours', at: Math.ceil((now + 3 * hour) / 300_000) * 300_000 },
    ...(evening - now > hour ? [{ id: 'evening', label: 'Today at 17:00', at: evening }] : []),
    { id: 'tomorrow', label: 'Tomorrow at 9:00', at: atHour(now, 1, 9, zone) },
    { id: 'days', label: 'In 3 days', at: atHour(now, 3, 9, zone) },
    { id: 'monday', label: 'Monday at 9:00', at: atHour(now, monday, 9, zone) },
    { id: 'week', label: 'In a week', at: atHour(now, 7, 9, zone) },
    { id: 'month', label: 'In 30 days', at: atHour(now, 30, 9, zone) },
  ]
  return choices.filter((one, at) => one.at > now && choices.findIndex((other) => daysBetween(other.at, one.at, zone) === 0 && Math.abs(other.at - one.at) < 1000) === at)
}
