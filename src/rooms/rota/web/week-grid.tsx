import { Plus } from 'lucide-react'
import { use, useState, type ReactNode } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { firstName } from '../../../ui/presence.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import type { Reader } from '../../../ui/time-text.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { AbsenceMark } from './absence-mark.tsx'
import { CoverageDay, tallest } from './coverage-band.tsx'
import { addDays, dayAt, dayWords, doing, putDay, type Coverage, type Day, type Week, type Worked } from './rota.ts'
import { askRota } from './rota-state.ts'
import { ShiftChip } from './shift-chip.tsx'
import { absentOn, hoursOf, restOn, rowsOf, workedOn } from './week-rows.ts'

const line = 'border-b border-line'

/** People down, days across. Leads drag a shift to somebody else or to another day, or add one where there is none. */
export function WeekGrid({ teamId, data, coverage, days, today }: { teamId: string; data: Week; coverage: Coverage | undefined; days: readonly Day[]; today: string }) {
  const { locale } = use(ReaderContext)
  const me = useMe()
  const names = useDirectory()
  const edit = data.may.edit
  const top = coverage ? tallest(coverage) : 0
  const shiftOf = new Map(data.shifts.map((one) => [one.id, one]))
  return (
    <div className="overflow-clip rounded-lg border border-line bg-paper">
      <table className="w-full table-fixed border-separate border-spacing-0 text-ui">
        <colgroup><col className="w-52 max-xl:w-44" />{days.map((one) => <col key={one.day} />)}</colgroup>
        <thead className="sticky top-0 z-10 bg-paper">
          <tr>
            <td className={line} />
            {days.map((one) => <th key={one.day} scope="col" aria-current={one.day === today ? 'date' : undefined} className={classNames(line, 'h-9 border-l px-2 text-left text-meta font-medium whitespace-nowrap', one.day === today ? 'bg-own-soft text-own' : 'text-muted')}>{dayWords(one.day, locale)}<Rest name={restOn(coverage, one)} /></th>)}
          </tr>
          {coverage && (
            <tr>
              <th scope="row" className={classNames(line, 'px-3 text-left text-meta font-medium text-muted')}>Coverage</th>
              {days.map((one) => <td key={one.day} className={classNames(line, 'h-14 border-l p-0 align-bottom')}><CoverageDay coverage={coverage} day={one} top={top} className="h-14" /></td>)}
            </tr>
          )}
        </thead>
        <tbody>
          {data.open.length > 0 && (
            <tr>
              <th scope="row" className={classNames(line, 'px-3 py-1.5 text-left align-top text-ui font-medium text-late')}><span className="flex min-h-6 items-center">Open shifts</span></th>
              {days.map((day) => <td key={day.day} className={classNames(line, 'border-l px-1 py-2 align-top')}><div className="flex flex-col gap-1">{workedOn(data.open, null, day).map((one) => <ShiftChip key={one.id} one={one} shift={shiftOf.get(one.shiftId)} edit={edit} left />)}</div></td>)}
            </tr>
          )}
          {rowsOf(teamId, data, names, me.id).map((personId) => {
            const hours = hoursOf(data.items, personId, days)
            return (
              <tr key={personId} className="group/row">
                <th scope="row" className={classNames(line, 'px-3 py-2 text-left align-top font-normal group-last/row:border-b-0')}>
                  <span className="flex min-h-6 min-w-0 items-center gap-2">
                    <Avatar person={names.face(personId)} size={20} showPresence decorative />
                    <span className={classNames('min-w-0 flex-1 truncate', personId === me.id && 'font-medium')} title={names.face(personId).name}>{names.face(personId).name}</span>
                    {hours > 0 && <span className="shrink-0 text-meta text-muted tabular-nums">{hours} h</span>}
                  </span>
                </th>
                {days.map((day) => (
                  <Cell key={day.day} day={day} today={day.day === today} personId={personId} edit={edit} data={data}>
                    {absentOn(data.absences, personId, day).map((one) => <AbsenceMark key={one.id} one={one} edit={edit} />)}
                    {workedOn(data.items, personId, day).map((one) => <ShiftChip key={one.id} one={one} shift={shiftOf.get(one.shiftId)} edit={edit} />)}
                  </Cell>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The holiday's name under the day. */
export const Rest = ({ name }: { name: string | null }) => (name === null ? null : <span title={name} className="block truncate font-normal text-muted">{name}</span>)

function Cell({ day, today, personId, edit, data, children }: { day: Day; today: boolean; personId: string; edit: boolean; data: Week; children: ReactNode }) {
  const [over, setOver] = useState(false)
  const { face } = useDirectory()
  const reader = use(ReaderContext)
  const { locale } = reader
  const drop = (id: string) => {
    const one = [...data.items, ...data.open].find((it) => it.id === id)
    if (one) moveTo(one, personId, day, firstName(face(personId).name), reader)
  }
  return (
    <td
      className={classNames(line, 'group/cell relative h-11 border-l px-1 py-2 align-top group-last/row:border-b-0', today && 'bg-n-2', over && 'bg-focus-soft')}
      onDragOver={edit ? (event) => { event.preventDefault(); setOver(true) } : undefined} onDragLeave={() => setOver(false)}
      onDrop={edit ? (event) => { event.preventDefault(); setOver(false); drop(event.dataTransfer.getData('text/plain')) } : undefined}
    >
      <div className="flex flex-col gap-1">{children}</div>
      {edit && day.end > Date.now() && (
        <button type="button" aria-label={`Add a shift for ${face(personId).name} on ${dayWords(day.day, locale)}`} onClick={() => askRota({ kind: 'add', personId, day: day.day })} className="absolute right-1 bottom-1 grid size-6 place-items-center rounded-md border border-line bg-raised text-muted opacity-0 group-hover/cell:opacity-100 hover:text-ink focus-visible:opacity-100"><Plus aria-hidden size={14} /></button>
      )}
    </td>
  )
}

/** Dropped elsewhere: another person, another day, or both; taken back by one undo. */
function moveTo(one: Worked, personId: string, day: Day, name: string, { zone: reader = 'UTC', locale }: Reader): void {
  const start = Date.parse(one.startsAt)
  const sameDay = start >= day.start && start < day.end
  if ((sameDay && personId === one.personId) || day.end <= Date.now()) return
  // The column is a day of the reader's clocks, the shift has its own: it moves by as many days as it was dragged.
  const here = new Date(`${dayAt(start, reader)}T00:00Z`).getTime()
  const on = addDays(one.onDay, Math.round((Date.parse(`${day.day}T00:00Z`) - here) / 86_400_000))
  void doing(() => putDay(one, { personId, onDay: on }), sameDay ? `${name} works it` : `Moved to ${dayWords(on, locale)}${personId === one.personId ? '' : `, ${name} works it`}`, () => putDay(one, { personId: one.personId === one.ofId ? null : one.personId, onDay: one.onDay }))
}
