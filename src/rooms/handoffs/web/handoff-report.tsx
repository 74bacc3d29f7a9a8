import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChartColumn } from 'lucide-react'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Table, type Column } from '../../../ui/table.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { reportQuery, type Report } from './handoffs.ts'

const spans = [{ id: '7', label: 'Last 7 days' }, { id: '30', label: 'Last 30 days' }, { id: '90', label: 'Last 90 days' }]
type Row = Report['rows'][number]

/** How handoffs went, by team and reason: for coaching. No names: it is no ranking. */
export function HandoffReport({ teamId }: { teamId: string | null }) {
  const [days, setDays] = useState('30')
  const [today] = useState(() => new Date().setUTCHours(0, 0, 0, 0))
  const { data, error, refetch } = useQuery(reportQuery(teamId, new Date(today - Number(days) * 86_400_000).toISOString()))
  const { teamName } = useDirectory()
  const of = (name: keyof Row, head: string): Column<Row> => ({ id: name, head, figures: true, cell: (row) => (row[name] === 0 ? <span className="text-muted">0</span> : String(row[name] ?? '–')) })
  const columns: Column<Row>[] = [
    { id: 'team', head: 'From', cell: (row) => teamName(row.teamId) }, { id: 'reason', head: 'Why', cell: (row) => row.reasonSay },
    of('offered', 'Handed off'), of('accepted', 'Accepted'), of('declined', 'Declined'), of('passedOn', 'Passed on soon'), of('expired', 'Not in time'), of('hadEnough', 'Had enough'), of('missedSomething', 'Missed something'), of('minutesToAccept', 'To accept, min'),
  ]
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3"><p className="min-w-0 flex-1 text-ui text-muted">Declined and passed on soon count as bounced: the context, or the choice of who receives it, was not right.</p><span className="w-40"><Select label="Since" options={spans} value={days} onChange={setDays} /></span></div>
      {!data ? <SkeletonRows rows={5} label="Counting" /> : <Table caption="Handoffs by team and reason" columns={columns} rows={data.rows} keyOf={(row) => `${row.teamId} ${row.reason}`} empty={<EmptyState icon={ChartColumn}>No handoffs in this time. They are counted here by team and reason, never by person.</EmptyState>} />}
      {data && data.missing.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-1.5 text-ui font-semibold">What receivers had to find out themselves</h2>
          <ul className="border-y border-line">
            {data.missing.map((one) => <li key={`${one.ticketId} ${one.at}`} className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-2 text-ui last:border-b-0"><span className="min-w-0 flex-1">{one.words}</span><span className="text-meta text-muted">{teamName(one.teamId)} · <Link to="/tickets/$number" params={{ number: String(one.number) }} preload={false} className="text-link underline">#{one.number}</Link> · <Time at={one.at} as="ago" /></span></li>)}
          </ul>
        </section>
      )}
    </>
  )
}
