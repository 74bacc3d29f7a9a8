import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import { use, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useFrameWidth } from '../../../ui/frame/use-width.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { daysOn, instantOf, wallAt, weekdayOf, type Wall } from '../../../core/wall-time.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { calendarQuery, type Away } from './leave.ts'

const bars: Readonly<Record<Away['state'], string>> = { asked: 'border border-dashed border-time-line bg-time-soft text-time', approved: 'bg-own-soft text-own border border-own-line', away: 'bg-own-solid text-paper', over: 'bg-n-4 text-muted', draft: '', refused: '', cancelled: '' }
const said: Partial<Record<Away['state'], string>> = { asked: 'asked for', approved: 'away', away: 'away now', over: 'was away' }

/** Who is away when: a bar each, week by week; on narrow screens as a list. Why somebody is away is not here for others. */
export function AwayCalendar() {
  const me = useMe()
  const { locale = 'en-GB' } = use(ReaderContext)
  const width = useFrameWidth()
  const [shift, setShift] = useState(0)
  const [now] = useState(() => Date.now())
  const weeks = width === 'wide' ? 6 : width === 'medium' ? 5 : 4
  const today = wallAt(now, me.zone)
  const monday: Wall = { ...daysOn(today, -((weekdayOf(today) + 6) % 7) + shift * 7), hour: 0, minute: 0 }
  const days = Array.from({ length: weeks * 7 }, (_, n) => daysOn(monday, n))
  const [from, until] = [instantOf(monday, me.zone), instantOf(daysOn(monday, weeks * 7), me.zone)]
  const { data, error, refetch } = useQuery(calendarQuery(new Date(from).toISOString(), new Date(until).toISOString()))
  const { face, everyone } = useDirectory()
  const title = new Intl.DateTimeFormat(locale, { timeZone: me.zone, day: 'numeric', month: 'long' })
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  const people = [...new Set(data?.map((one) => one.personId))].map((id) => ({ id, name: everyone.find((one) => one.id === id)?.name ?? '' })).sort((a, b) => a.name.localeCompare(b.name))
  return (
    <section aria-label="Who is away when">
      <header className="mb-2 flex items-center gap-1">
        <h2 className="flex-1 text-message font-semibold">Who is away when <span className="ml-2 text-meta font-normal text-muted tabular-nums">{title.formatRange(from, until - 1)}</span></h2>
        <IconButton icon={ChevronLeft} label="Earlier" onClick={() => setShift(shift - weeks)} /><IconButton icon={CalendarDays} label="This week" onClick={() => setShift(0)} /><IconButton icon={ChevronRight} label="Later" onClick={() => setShift(shift + weeks)} />
      </header>
      {!data ? <SkeletonRows rows={3} label="Reading the calendar" /> : people.length === 0 ? <EmptyState icon={CalendarDays}>Nobody is away in these weeks. Approved leave of everybody appears here.</EmptyState> : width === 'phone' ? <List all={data} zone={me.zone} /> : (
        <div className="overflow-x-auto">
          <div className="grid min-w-[640px] text-meta" style={{ gridTemplateColumns: `minmax(9rem, 13rem) repeat(${days.length}, minmax(0, 1fr))` }}>
            <span />
            {days.map((day, n) => {
              const isToday = day.year === today.year && day.month === today.month && day.day === today.day
              return <span key={n} aria-hidden className={classNames('border-b border-line pb-1 text-center tabular-nums', weekdayOf(day) === 1 && 'border-l border-l-line', isToday ? 'font-semibold text-ink' : [0, 6].includes(weekdayOf(day)) ? 'text-muted' : 'text-soft-ink')}>{day.day}</span>
            })}
            {people.map(({ id }, row) => <Lane key={id} row={row} person={id} all={data.filter((one) => one.personId === id)} from={from} until={until} days={days} name={face(id).name} />)}
          </div>
        </div>
      )}
    </section>
  )
}

function Lane({ row, person, all, from, until, days, name }: { row: number; person: string; all: readonly Away[]; from: number; until: number; days: readonly Wall[]; name: string }) {
  const { face } = useDirectory()
  const share = (at: number) => (Math.min(Math.max(at, from), until) - from) / (until - from)
  return (
    <>
      <span className="flex h-9 items-center gap-2 border-b border-line pr-2 text-ui" style={{ gridRow: row + 2, gridColumn: 1 }}><Avatar person={face(person)} size={20} showPresence decorative /><span className="truncate">{name}</span></span>
      <span aria-hidden className="grid border-b border-line" style={{ gridRow: row + 2, gridColumn: `2 / span ${days.length}`, gridTemplateColumns: `repeat(${days.length}, minmax(0, 1fr))` }}>{days.map((day, n) => <span key={n} className={classNames(weekdayOf(day) === 1 && 'border-l border-line', [0, 6].includes(weekdayOf(day)) && 'bg-n-2')} />)}</span>
      <span className="relative" style={{ gridRow: row + 2, gridColumn: `2 / span ${days.length}` }}>
        {all.map((one) => {
          const [a, b] = [share(Date.parse(one.from)), share(Date.parse(one.until))]
          const cover = one.coverId ? `, ${face(one.coverId).name} stands in` : ''
          const words = `${said[one.state]}${one.typeSay ? `: ${one.typeSay}` : ''}${cover}`
          const look = classNames('absolute top-1.5 block h-6 truncate rounded-sm px-1.5 text-meta leading-6!', bars[one.state])
          const place = { left: `${a * 100}%`, width: `max(6px, calc(${(b - a) * 100}% - 2px))` }
          return one.typeSay ? <Link key={one.id} to="/team/leave/$leaveId" params={{ leaveId: one.id }} preload={false} title={`${name}: ${words}`} aria-label={`${name}: ${words}`} className={look} style={place}>{words}</Link> : <span key={one.id} title={`${name}: ${words}`} className={look} style={place}>{words}</span>
        })}
      </span>
    </>
  )
}

function List({ all, zone }: { all: readonly Away[]; zone: string }) {
  const { face } = useDirectory()
  const { locale = 'en-GB' } = use(ReaderContext)
  const days = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' })
  return (
    <ul className="border-y border-line">
      {all.map((one) => (
        <li key={one.id} className="flex min-h-12 items-center gap-3 border-b border-line py-2 last:border-b-0">
          <Avatar person={face(one.personId)} size={24} showPresence decorative />
          <div className="min-w-0 flex-1"><p className="truncate text-ui font-medium">{face(one.personId).name}</p><p className="text-meta text-muted">{days.formatRange(Date.parse(one.from), Date.parse(one.until) - 1)} · {said[one.state]}{one.typeSay && `: ${one.typeSay}`}{one.coverId && ` · ${face(one.coverId).name} stands in`}</p></div>
          {one.typeSay && <Link to="/team/leave/$leaveId" params={{ leaveId: one.id }} preload={false} aria-label={`Open the leave of ${face(one.personId).name}`} className="text-ui text-link underline">Open</Link>}
        </li>
      ))}
    </ul>
  )
}
