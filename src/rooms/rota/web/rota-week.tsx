import { useQuery } from '@tanstack/react-query'
import { CalendarDays, CalendarX2, ChevronLeft, ChevronRight, Plus } from 'lucide-react'
import { use } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { useActs } from '../../../ui/acts.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useFrameWidth } from '../../../ui/frame/use-width.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { CoverageWords } from './coverage-band.tsx'
import { RotaDialogs } from './rota-dialogs.tsx'
import { askRota } from './rota-state.ts'
import { addDays, clockAt, coverageQuery, dayAt, dayWords, daysFrom, mondayOf, myShiftsQuery, weekQuery, workedWords } from './rota.ts'
import { SwapRows } from './swap-rows.tsx'
import { WeekGrid } from './week-grid.tsx'
import { WeekList } from './week-list.tsx'

/** A week of a team's rota: who works when, beside what usually comes in; leads change it, everybody asks for swaps. */
export function RotaWeek({ teamId, week, onWeek }: { teamId: string; week: string | null; onWeek: (monday: string | null) => void }) {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const narrow = ['phone', 'narrow'].includes(useFrameWidth())
  const today = dayAt(Date.now(), zone)
  const monday = mondayOf(week ?? today)
  const days = daysFrom(monday, zone)
  const { data, error, refetch } = useQuery(weekQuery(teamId, days))
  const { data: coverage, error: unknown, refetch: again } = useQuery(coverageQuery(teamId, days))
  const go = (by: number) => { const next = addDays(monday, by); onWeek(next === mondayOf(today) ? null : next) }
  const edit = data?.may.edit ?? false
  const from = days.some((one) => one.day === today) ? today : monday
  useActs('Rota', [
    ...(edit ? [{ id: 'add-shift', label: 'Add a shift', icon: Plus, keys: 'n', run: () => askRota({ kind: 'add', day: from }) }, { id: 'add-absence', label: 'Add an absence', icon: CalendarX2, words: ['ill', 'sick', 'away'], run: () => askRota({ kind: 'absence', day: from }) }] : []),
    { id: 'week-before', label: 'The week before', icon: ChevronLeft, keys: '[', run: () => go(-7) }, { id: 'week-after', label: 'The week after', icon: ChevronRight, keys: ']', run: () => go(7) },
  ])
  return (
    <>
      <SwapRows all />
      <div className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-2">
        <IconButton icon={ChevronLeft} label="The week before" shortcut="[" onClick={() => go(-7)} className="-ml-2" />
        <h2 className="min-w-0 text-message font-semibold tabular-nums">{dayWords(monday, locale).replace(/^\S+ /, '')} – {dayWords(addDays(monday, 6), locale).replace(/^\S+ /, '')}</h2>
        <IconButton icon={ChevronRight} label="The week after" shortcut="]" onClick={() => go(7)} />
        {monday !== mondayOf(today) && <Button size="small" onClick={() => onWeek(null)}>This week</Button>}
        <span className="text-meta text-muted">Your time, {zone.replaceAll('_', ' ')}<MyNext /></span>
        {edit && data?.begun && (
          <span className="ml-auto flex gap-2">
            <Button icon={CalendarX2} onClick={() => askRota({ kind: 'absence', day: from })}>Add absence</Button>
            <Button variant="primary" icon={Plus} shortcut="n" onClick={() => askRota({ kind: 'add', day: from })}>Add shift</Button>
          </span>
        )}
      </div>
      {error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
        : !data ? <SkeletonRows rows={6} label="Loading the rota" />
        : !data.begun
          ? <EmptyState icon={CalendarDays} action={edit ? <Button variant="primary" icon={Plus} onClick={() => askRota({ kind: 'add', day: from })}>Add the first shift</Button> : undefined}>{edit ? 'Nobody is on the rota of this team yet. Once they are, gaps show beside what usually comes in, and shifts set availability.' : 'Nobody is on the rota of this team yet. Its leads write it.'}</EmptyState>
          : (
            <>
              {narrow ? <WeekList data={data} coverage={coverage} days={days} today={today} /> : <WeekGrid teamId={teamId} data={data} coverage={coverage} days={days} today={today} />}
              {unknown && !coverage && <div className="mt-3"><ErrorState what={wordsFor(unknown)} onRetry={() => void again()} /></div>}
              {coverage && <div className="mt-3"><CoverageWords coverage={coverage} days={days} /></div>}
            </>
          )}
      <RotaDialogs teamId={teamId} />
    </>
  )
}

/** When I work, in a few words. */
function MyNext() {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const { data } = useQuery(myShiftsQuery)
  if (!data || (!data.now && !data.next[0])) return null
  return <> · {data.now ? `you are on shift until ${clockAt(Date.parse(data.now.endsAt), zone)}` : `your next shift: ${workedWords(data.next[0]!, zone, locale)}`}</>
}
