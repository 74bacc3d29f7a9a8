import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { reportQuery, type Report } from './escalations.ts'
import { lessonWords, reasonWords } from './escalation-words.ts'

const spans = [{ id: '30', label: '30 days' }, { id: '90', label: '90 days' }, { id: '365', label: 'A year' }] as const

/** How escalations went by reason, path and team, and what would have let teams solve them themselves. Never by person. */
export function EscalationReport({ teamId }: { teamId: string | null }) {
  const [days, setDays] = useState<(typeof spans)[number]['id']>('30')
  const [now] = useState(() => Date.now())
  const { data, error, refetch } = useQuery(reportQuery(new Date(now - Number(days) * 86_400_000).toISOString(), new Date(now + 60_000).toISOString(), teamId))
  const { teamName } = useDirectory()
  const most = Math.max(1, ...(data?.lessons.map((one) => one.count) ?? []))
  return (
    <div className="flex flex-col gap-8">
      <RadioGroup asBar label="Time" options={spans} value={days} onChange={setDays} className="self-start" />
      {error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} /> : !data ? <SkeletonRows rows={6} label="Loading the report" />
        : data.all.raised === 0 ? <EmptyState icon={ChartNoAxesColumn}>Nothing was escalated in this time.</EmptyState> : (
          <>
            <section>
              <h2 className="mb-2 text-ui font-semibold">What would have let us solve it ourselves</h2>
              <ul className="flex flex-col gap-1.5">
                {data.lessons.map(({ lesson, count }) => (
                  <li key={lesson ?? 'none'} className="grid grid-cols-[minmax(0,220px)_minmax(0,1fr)_auto] items-center gap-3 text-ui max-sm:grid-cols-[minmax(0,1fr)_64px_auto]">
                    <span className="truncate">{lesson ? lessonWords[lesson] : 'Not said'}</span><span className="h-2 rounded-full bg-n-3"><span className="block h-full rounded-full bg-escalate-solid" style={{ width: `${(count / most) * 100}%` }} /></span><span className="text-right tabular-nums">{count}</span>
                  </li>
                ))}
                {!data.lessons.length && <li className="text-ui text-muted">None is closed yet.</li>}
              </ul>
            </section>
            <Figures title="By reason" rows={data.by.reason.map((one) => ({ ...one, key: one.name, label: reasonWords[one.name] }))} all={data.all} />
            <Figures title="By path" rows={data.by.path.map((one) => ({ ...one, key: one.id, label: one.name }))} />
            <Figures title="By team" rows={data.by.team.map((one) => ({ ...one, key: one.id, label: teamName(one.id) }))} />
          </>
        )}
    </div>
  )
}

type Row = Report['all'] & { readonly key: string; readonly label: string }
const minutes = (value: number | null): string => (value === null ? '' : value < 90 ? `${Math.round(value)}` : `${Math.round(value / 6) / 10} h`)
const columns: readonly [string, (row: Report['all']) => string | number][] = [
  ['Raised', (r) => r.raised], ['Open', (r) => r.open], ['Taken on in time', (r) => r.acknowledgedInTime], ['Went on', (r) => r.climbed], ['To take on, min', (r) => minutes(r.minutesToAcknowledge)], ['To answer, min', (r) => minutes(r.minutesToAnswer)], ['Not told', (r) => r.notTold],
]

function Figures({ title, rows, all }: { title: string; rows: readonly Row[]; all?: Report['all'] }) {
  return (
    <section>
      <h2 className="mb-2 text-ui font-semibold">{title}</h2>
      <div className="overflow-x-auto">
        <table className="w-full min-w-[640px] text-ui tabular-nums">
          <thead><tr className="border-b border-line text-left text-meta text-muted"><th className="py-1.5 font-medium">{title.charAt(3).toUpperCase() + title.slice(4)}</th>{columns.map(([name]) => <th key={name} className="py-1.5 pl-3 text-right font-medium">{name}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => <tr key={row.key} className="border-b border-line last:border-b-0"><th scope="row" className="py-1.5 text-left font-normal">{row.label}</th>{columns.map(([name, read]) => <td key={name} className="py-1.5 pl-3 text-right">{read(row)}</td>)}</tr>)}
            {all && rows.length > 1 && <tr className="font-medium"><th scope="row" className="py-1.5 text-left">All</th>{columns.map(([name, read]) => <td key={name} className="py-1.5 pl-3 text-right">{read(all)}</td>)}</tr>}
          </tbody>
        </table>
      </div>
    </section>
  )
}
