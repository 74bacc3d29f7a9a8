const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Where and how times are read. */
export type Reader = { zone?: string; locale?: string }

/** "14:30" today, "Tue 12:00" within a week, "12 Jan" this year, "12 Jan 2025" before. */
export function shortTime(at: number, now: number, { zone, locale = 'en-GB' }: Reader = {}): string {
  const days = daysBetween(at, now, zone)
  const clock = part(at, locale, zone, { hour: '2-digit', minute: '2-digit' })
  if (days === 0) return clock
  if (Math.abs(days) < 7) return `${part(at, locale, zone, { weekday: 'short' })} ${clock}`
  const sameYear = part(at, locale, zone, { year: 'numeric' }) === part(now, locale, zone, { year: 'numeric' })
  return part(at, locale, zone, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** "now", "3 min", "2 h", "4 d", then the date: how long ago, in the fewest signs. */
export function agoText(at: number, now: number, reader: Reader = {}): string {
  const past = now - at
  if (past < minute) return 'now'
  if (past < hour) return `${Math.floor(past / minute)} min`
  if (past < day) return `${Math.floor(past / hour)} h`
  if (past < 7 * day) return `${Math.floor(past / day)} d`
  return shortTime(at, now, reader)
}

/** "Tuesday, 13 January 2026 at 14:30 CET": for the hover. */
export function exactTime(at: number, { zone, locale = 'en-GB' }: Reader = {}): string {
  return part(at, locale, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })
}

/** "Today", "Yesterday", "Tuesday", "12 January": a heading between days. */
export function dayText(at: number, now: number, { zone, locale = 'en-GB' }: Reader = {}): string {
  const days = daysBetween(at, now, zone)
  if (days === 0) return 'Today'
  if (days === -1) return 'Yesterday'
  if (days === 1) return 'Tomorrow'
  if (days < 0 && days > -7) return part(at, locale, zone, { weekday: 'long' })
  const sameYear = part(at, locale, zone, { year: 'numeric' }) === part(now, locale, zone, { year: 'numeric' })
  return part(at, locale, zone, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** "45 s", "12 min", "1 h 20", "3 h", "2 d 4 h", "9 d": a stretch of time, two units at most. */
export function lengthText(length: number): string {
  const ms = Math.abs(length)
  if (ms < minute) return `${Math.floor(ms / 1000)} s`
  if (ms < hour) return `${Math.floor(ms / minute)} min`
  const minutes = Math.floor((ms % hour) / minute)
  if (ms < 4 * hour && minutes > 0) return `${Math.floor(ms / hour)} h ${String(minutes).padStart(2, '0')}`
  if (ms < day) return `${Math.floor(ms / hour)} h`
  const hours = Math.floor((ms % day) / hour)
  return ms < 4 * day && hours > 0 ? `${Math.floor(ms / day)} d ${hours} h` : `${Math.floor(ms / day)} d`
}

/** "13:05", in someone's own zone. */
export function localClock(now: number, zone: string, locale = 'en-GB'): string {
  return part(now, locale, zone, { hour: '2-digit', minute: '2-digit' })
}

/** Whole calendar days from now to then, in the reader's zone; negative is past. */
export function daysBetween(at: number, now: number, zone?: string): number {
  return Math.round((midnight(at, zone) - midnight(now, zone)) / day)
}

const nightMs = 8 * 3600_000
/** Whether something due then belongs to one's day: today or late, and near midnight what the night brings. */
export const forToday = (at: number, now: number, zone?: string): boolean => daysBetween(at, now, zone) <= 0 || at - now <= nightMs

function midnight(at: number, zone: string | undefined): number {
  return Date.parse(part(at, 'en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }))
}

const formats = new Map<string, Intl.DateTimeFormat>()

function part(at: number, locale: string, zone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${zone ?? ''} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, { hourCycle: options.hour ? 'h23' : undefined, ...options, timeZone: zone })))
  return format.format(at)
}
