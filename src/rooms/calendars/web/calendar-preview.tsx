import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Select } from '../../../ui/select.tsx'
import { useSettled } from '../../../ui/use-settled.ts'
import { previewQuery, type Preview, type Written } from './calendars.ts'

const targets = [1, 4, 8, 24, 40].map((h) => ({ id: String(h), label: `${h} h` }))

/** What these hours would mean, in words: when it is open, which days it is closed, when a target is due. */
export function CalendarPreview({ written }: { written: Written }) {
  const [year, setYear] = useState(String(new Date().getFullYear()))
  const [target, setTarget] = useState('4')
  const { name: _, ...hours } = useSettled(written)
  const { data, error } = useQuery({ ...previewQuery({ ...hours, year: Number(year), targetMs: Number(target) * 3_600_000 }), placeholderData: keepPreviousData })
  const first = new Date().getFullYear()
  return (
    <section aria-label="What this means" className="sticky -bottom-5 z-10 -mx-5 border-t border-line bg-n-2 px-5 py-3 text-ui">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 flex-1 font-medium">What this means</h3>
        <span className="w-24"><Select label="Year" size="small" value={year} onChange={setYear} options={[0, 1, 2].map((n) => ({ id: String(first + n), label: String(first + n) }))} /></span>
        <span className="w-24"><Select label="Target" size="small" value={target} onChange={setTarget} options={targets} /></span>
      </div>
      <div aria-live="polite">{data ? <Said data={data} /> : <p className="text-muted">{error ? wordsFor(error) : 'Working it out'}</p>}</div>
    </section>
  )
}

function Said({ data }: { data: Preview }) {
  const closed = data.closed.filter((day) => day.open.length === 0)
  const other = data.closed.filter((day) => day.open.length > 0)
  return (
    <>
      <p>{data.words.join(' · ')}. {data.now.until === null ? (data.now.open ? 'Open now.' : '') : data.now.open ? 'Open now.' : 'Closed now.'}</p>
      <p className="mt-1">{data.dueWords}</p>
      {closed.length === 0 ? <p className="mt-1">No extra days off in {data.year}.</p> : <Folded title={`Closed on ${closed.length === 1 ? 'this day' : `these ${closed.length} days`} in ${data.year}`} days={closed} />}
      {other.length > 0 && <Folded title={`Other hours on ${other.length === 1 ? 'this day' : `these ${other.length} days`}`} days={other} />}
    </>
  )
}

const Folded = ({ title, days }: { title: string; days: Preview['closed'] }) => (
  <details className="mt-1"><summary className="cursor-pointer">{title}</summary><div className="max-h-40 overflow-y-auto"><Days days={days} /></div></details>
)
const dayWords = (date: string): string => new Date(`${date}T12:00:00Z`).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
const Days = ({ days }: { days: Preview['closed'] }) => (
  <ul className="mt-0.5 grid gap-x-4 sm:grid-cols-2">
    {days.map((day) => <li key={day.date} className="flex gap-2"><span className="w-22 shrink-0 text-muted tabular-nums">{dayWords(day.date)}</span><span className="min-w-0 truncate">{day.name || 'day of its own'}{day.open.map((s) => ` ${s.from}–${s.to}`).join(',')}</span></li>)}
  </ul>
)
