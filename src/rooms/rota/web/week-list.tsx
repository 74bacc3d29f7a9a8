import { use } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { AbsenceMark } from './absence-mark.tsx'
import { CoverageDay, tallest } from './coverage-band.tsx'
import { dayWords, spanText, type Coverage, type Day, type Week, type Worked } from './rota.ts'
import { ShiftChip } from './shift-chip.tsx'
import { absentOn, restOn, workedOn } from './week-rows.ts'

/** With more shifts in a week, the days but today are folded: the coverage and how many work are seen at once. */
const many = 40

/** The same for a phone: day by day, who works in the order they begin. */
export function WeekList({ data, coverage, days, today }: { data: Week; coverage: Coverage | undefined; days: readonly Day[]; today: string }) {
  const past = days.filter((one) => one.day < today)
  // In the week that runs one looks for today first.
  const folded = past.length > 0 && past.length < days.length
  const dayList = (those: readonly Day[]) => <div className="flex flex-col gap-4">{those.map((day) => <DayOf key={day.day} day={day} today={day.day === today} data={data} coverage={coverage} fold={data.items.length > many && day.day !== today} />)}</div>
  return folded ? <>{dayList(days.filter((one) => one.day >= today))}<details className="mt-4"><summary className="mb-3 cursor-pointer text-ui text-muted">Earlier this week</summary>{dayList(past)}</details></> : dayList(days)
}

function DayOf({ day, today, data, coverage, fold }: { day: Day; today: boolean; data: Week; coverage: Coverage | undefined; fold: boolean }) {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const me = useMe()
  const { face } = useDirectory()
  // What began yesterday and goes on is looked for today.
  const goesOn = today ? data.items.filter((one) => Date.parse(one.startsAt) < day.start && Date.parse(one.endsAt) > Date.now()) : []
  const [items, open, rest] = [[...goesOn, ...workedOn(data.items, null, day)], workedOn(data.open, null, day), restOn(coverage, day)]
  const absent = [...new Set(data.absences.map((one) => one.personId))].flatMap((personId) => absentOn(data.absences, personId, day))
  const shiftOf = new Map(data.shifts.map((one) => [one.id, one]))
  const chip = (one: Worked, left?: boolean) => <span className="w-40 shrink-0"><ShiftChip one={one} shift={shiftOf.get(one.shiftId)} edit={data.may.edit} long left={left} /></span>
  const row = 'flex min-h-11 items-center gap-3 px-3 py-1.5 text-ui'
  const rows = (
    <ul className="flex flex-col divide-y divide-line">
      {items.map((one) => <li key={one.id} className={row}><Avatar person={face(one.personId)} size={24} showPresence decorative /><span className={classNames('min-w-0 flex-1 truncate', one.personId === me.id && 'font-medium')}>{face(one.personId).name}</span>{chip(one)}</li>)}
      {absent.map((one) => <li key={one.id} className={classNames(row, 'text-muted')}><Avatar person={face(one.personId)} size={24} decorative /><span className="min-w-0 flex-1 truncate">{face(one.personId).name}</span><span className="w-40 shrink-0"><AbsenceMark one={one} edit={data.may.edit} /></span></li>)}
      {items.length === 0 && open.length === 0 && absent.length === 0 && <li className="px-3 py-2.5 text-ui text-muted">Nobody works.</li>}
    </ul>
  )
  return (
    <section aria-label={dayWords(day.day, locale)} className="overflow-hidden rounded-lg border border-line bg-paper">
      <h3 className={classNames('border-b border-line px-3 py-2 text-ui font-medium', today && 'bg-own-soft text-own')}>{dayWords(day.day, locale)}{today && ' · today'}{rest && <span className="font-normal text-muted"> · {rest}</span>}</h3>
      {coverage && <CoverageDay coverage={coverage} day={day} top={tallest(coverage)} className="h-10 border-b border-line" />}
      {open.length > 0 && <ul className="flex flex-col divide-y divide-line border-b border-line">{open.map((one) => <li key={one.id} className={row}><span className="min-w-0 flex-1 truncate font-medium text-late">Open shift</span>{chip(one, true)}</li>)}</ul>}
      {fold ? <details><summary className="cursor-pointer px-3 py-2.5 text-ui text-muted">{items.length} {items.length === 1 ? 'shift' : 'shifts'}{absent.length > 0 && `, ${absent.length} absent`}{items.filter((one) => one.personId === me.id).map((one) => <span key={one.id} className="text-own"> · you {spanText(one, zone)}</span>)}</summary><div className="border-t border-line">{rows}</div></details> : rows}
    </section>
  )
}
