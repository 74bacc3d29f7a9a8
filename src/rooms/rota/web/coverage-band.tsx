import { use } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { clockAt, dayWords, type Coverage, type Day } from './rota.ts'

type Hour = Coverage['hours'][number]
const inDay = (hours: readonly Hour[], { start, end }: Day) => hours.filter((one) => Date.parse(one.at) >= start && Date.parse(one.at) < end)

/** The tallest bar of the week, so that days compare. */
export const tallest = ({ hours, ticketsPerHour }: Coverage): number => Math.max(2, ...hours.map((one) => Math.max(one.there, one.expected / ticketsPerHour)))

/** One day, hour by hour: who is there as bars, how many the usual volume needs as a line over them, gaps and thin hours in colour. */
export function CoverageDay({ coverage, day, top, className }: { coverage: Coverage; day: Day; top: number; className?: string }) {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const hours = inDay(coverage.hours, day)
  const wide = 100 / Math.max(1, hours.length)
  const y = (n: number) => 40 - (Math.min(n, top) / top) * 36
  const [first, last] = [hours.findIndex((one) => one.expected > 0), hours.findLastIndex((one) => one.expected > 0)]
  // From the first hour in which anything comes in to the last one: nothing is drawn where nothing comes in all night.
  const line = hours.map((one, i) => (i < first || i > last ? '' : `${i === first ? 'M' : 'L'}${i * wide} ${y(one.expected / coverage.ticketsPerHour)} L${(i + 1) * wide} ${y(one.expected / coverage.ticketsPerHour)}`)).join(' ')
  const now = Date.now()
  return (
    <div className={classNames('relative', className)}>
      <svg aria-hidden viewBox="0 0 100 40" preserveAspectRatio="none" className="block h-full w-full">
        {hours.map((one, i) => (
          <g key={one.at} opacity={Date.parse(one.at) + 3600_000 <= now ? 0.45 : 1}>
            {one.level === 'gap' && <rect x={i * wide} y={0} width={wide} height={40} className="fill-late-soft" />}
            {one.level === 'gap' && <rect x={i * wide} y={37.5} width={wide} height={2.5} className="fill-late-solid" />}
            {one.there > 0 && <rect x={i * wide + wide * 0.08} y={y(one.there)} width={wide * 0.84} height={40 - y(one.there)} className={one.level === 'thin' ? 'fill-time-solid' : 'fill-n-7'} />}
          </g>
        ))}
        {first >= 0 && <path d={line} fill="none" className="stroke-ink" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />}
      </svg>
      <span className="sr-only">{dayWords(day.day, locale)}: {summary(hours, zone)}</span>
      <div className="absolute inset-0 flex">{hours.map((one) => <span key={one.at} className="h-full flex-1" title={hourWords(one, coverage, zone)} />)}</div>
    </div>
  )
}

/** What one hour means, in words. */
function hourWords(one: Hour, { holidays, ticketsPerHour }: Coverage, zone: string): string {
  const at = Date.parse(one.at)
  const holiday = holidays.find(({ from, until }) => at >= Date.parse(from) && at < Date.parse(until))
  return [
    `${clockAt(at, zone)}: ${one.there} on shift, ${one.expected} ${one.expected === 1 ? 'ticket' : 'tickets'} expected`,
    ...(holiday ? [`${holiday.name}: expected as ${holiday.basis === 'holidays' ? 'on former holidays' : 'on the calmest weekday, as there was no holiday yet'}`] : []),
    ...(one.level === 'gap' ? ['Nobody is on shift'] : one.level === 'thin' ? [`Thin: one person handles ${ticketsPerHour}`] : []),
  ].join('. ')
}

/** "nobody 12:00–14:00; thin 09:00–10:00", or that all is well. */
function summary(hours: readonly Hour[], zone: string): string {
  const parts = (['gap', 'thin'] as const).flatMap((level) => runs(hours, level).map(([from, until]) => `${level === 'gap' ? 'nobody' : 'thin'} ${clockAt(from, zone)}–${clockAt(until, zone)}`))
  return parts.length ? parts.join('; ') : 'covered'
}

/** Stretches of hours of one level. */
export function runs(hours: readonly Hour[], level: Hour['level']): [number, number][] {
  const found: [number, number][] = []
  for (const one of hours) {
    if (one.level !== level) continue
    const at = Date.parse(one.at)
    const last = found.at(-1)
    if (last && last[1] === at) last[1] = at + 3600_000
    else found.push([at, at + 3600_000])
  }
  return found
}

/** What the picture means, and where nobody is. */
export function CoverageWords({ coverage, days }: { coverage: Coverage; days: readonly Day[] }) {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const gaps = days.flatMap((day) => runs(inDay(coverage.hours, day), 'gap').map(([from, until]) => ({ day, from, until })))
  const now = Date.now()
  const ahead = gaps.filter((one) => one.until > now)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-meta text-muted">
      <span className="flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[2px] bg-n-7" />On shift</span>
      <span className="flex items-center gap-1.5"><span aria-hidden className="h-[2px] w-3.5 bg-ink" />Needed for what usually comes in</span>
      <span className="flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[2px] bg-time-solid" />Thin</span>
      <span className="flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[2px] border-b-2 border-late-solid bg-late-soft" />Nobody</span>
      {coverage.weeks === 0 && <span>Nothing came in yet to expect anything by.</span>}
      {ahead.length > 0 && <span className="text-late">{ahead.length === 1 ? 'One gap' : `${ahead.length} gaps`}: {ahead.slice(0, 3).map(({ day, from, until }) => `${dayWords(day.day, locale).split(' ')[0]} ${clockAt(from, zone)}–${clockAt(until, zone)}`).join(', ')}{ahead.length > 3 ? ' …' : ''}</span>}
    </div>
  )
}
