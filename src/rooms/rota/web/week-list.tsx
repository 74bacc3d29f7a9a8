import { use } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { AbsenceMark } from './absence-mark.tsx'
import { CoverageDay, tallest } from './coverage-band.tsx'
import { dayWords, type Coverage, type Day, type Week } from './rota.ts'
import { ShiftChip } from './shift-chip.tsx'
import { absentOn, restOn, workedOn } from './week-rows.ts'

/** The same for a phone: day by day, who works in the order they begin. */
export function WeekList({ data, coverage, days, today }: { data: Week; coverage: Coverage | undefined; days: readonly Day[]; today: string }) {
  const { locale } = use(ReaderContext)
  const me = useMe()
  const { face } = useDirectory()
  const shiftOf = new Map(data.shifts.map((one) => [one.id, one]))
  const top = coverage ? tallest(coverage) : 0
  const past = days.filter((one) => one.day < today)
  // In the week that runs one looks for today first.
  const folded = past.length > 0 && past.length < days.length
  const dayList = (those: readonly Day[]) => (
    <div className="flex flex-col gap-4">
      {those.map((day) => {
        const [items, open, rest] = [workedOn(data.items, null, day), workedOn(data.open, null, day), restOn(coverage, day)]
        const absent = [...new Set(data.absences.map((one) => one.personId))].flatMap((personId) => absentOn(data.absences, personId, day))
        return (
          <section key={day.day} aria-label={dayWords(day.day, locale)} className="overflow-hidden rounded-lg border border-line bg-paper">
            <h3 className={classNames('border-b border-line px-3 py-2 text-ui font-medium', day.day === today && 'bg-own-soft text-own')}>{dayWords(day.day, locale)}{day.day === today && ' · today'}{rest && <span className="font-normal text-muted"> · {rest}</span>}</h3>
            {coverage && <CoverageDay coverage={coverage} day={day} top={top} className="h-10 border-b border-line" />}
            <ul className="flex flex-col divide-y divide-line">
              {open.map((one) => <li key={one.id} className="flex min-h-11 items-center gap-3 px-3 py-1.5 text-ui"><span className="min-w-0 flex-1 truncate font-medium text-late">Open shift</span><span className="w-40 shrink-0"><ShiftChip one={one} shift={shiftOf.get(one.shiftId)} edit={data.may.edit} long left /></span></li>)}
              {items.map((one) => <li key={one.id} className="flex min-h-11 items-center gap-3 px-3 py-1.5 text-ui"><Avatar person={face(one.personId)} size={24} showPresence decorative /><span className={classNames('min-w-0 flex-1 truncate', one.personId === me.id && 'font-medium')}>{face(one.personId).name}</span><span className="w-40 shrink-0"><ShiftChip one={one} shift={shiftOf.get(one.shiftId)} edit={data.may.edit} long /></span></li>)}
              {absent.map((one) => <li key={one.id} className="flex min-h-11 items-center gap-3 px-3 py-1.5 text-ui text-muted"><Avatar person={face(one.personId)} size={24} decorative /><span className="min-w-0 flex-1 truncate">{face(one.personId).name}</span><span className="w-40 shrink-0"><AbsenceMark one={one} edit={data.may.edit} /></span></li>)}
              {items.length === 0 && open.length === 0 && absent.length === 0 && <li className="px-3 py-2.5 text-ui text-muted">Nobody works.</li>}
            </ul>
          </section>
        )
      })}
    </div>
  )
  return folded ? <>{dayList(days.filter((one) => one.day >= today))}<details className="mt-4"><summary className="mb-3 cursor-pointer text-ui text-muted">Earlier this week</summary>{dayList(past)}</details></> : dayList(days)
}
