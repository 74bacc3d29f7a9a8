import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChartColumn } from 'lucide-react'
import { useState } from 'react'
import type { Out } from '../../../../core/contract.ts'
import { wordsFor } from '../../../../core/web/call.ts'
import { classNames } from '../../../../ui/class-names.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorState } from '../../../../ui/error-state.tsx'
import { Select } from '../../../../ui/select.tsx'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { Table, type Column } from '../../../../ui/table.tsx'
import { lengthText } from '../../../../ui/time-text.ts'
import { Time } from '../../../../ui/time.tsx'
import { useDirectory } from '../../../people/web/directory.ts'
import type { counted, report } from '../contract.ts'
import { outcomeWords } from './call-words.ts'
import { callPhone } from './phone.ts'

type Counted = Out<typeof counted>
type Row = Out<typeof report>['rows'][number]
interface Behind { readonly teamId: string; readonly personId?: string; readonly counted: Counted }
const spans = [{ id: '1', label: 'Today and yesterday' }, { id: '7', label: 'Last 7 days' }, { id: '30', label: 'Last 30 days' }, { id: '90', label: 'Last 90 days' }]

const reportQuery = (from: string) => queryOptions({ queryKey: ['phone', 'report', from] as const, queryFn: () => callPhone('GET /call-report', { query: { from } }), placeholderData: keepPreviousData, staleTime: 60_000 })
const itemsQuery = (from: string, of: Behind) => queryOptions({ queryKey: ['phone', 'report', 'items', from, of] as const, queryFn: () => callPhone('GET /call-report/items', { query: { from, ...of } }), staleTime: 60_000 })

const heads: readonly [Counted, string][] = [['due', 'Callbacks due'], ['onTime', 'On time'], ['late', 'Late'], ['missed', 'Not made'], ['calls', 'Calls'], ['answered', 'Answered']]
const countedWords: Record<Counted, string> = { due: 'callbacks due', onTime: 'callbacks made on time', late: 'callbacks made late', missed: 'callbacks not made', calls: 'calls', answered: 'calls answered' }

/** How callbacks and calls went, by team and person: one's own, and those of teams one leads. Each figure opens what it counts. */
export function CallsReport() {
  const [days, setDays] = useState('30')
  const [behind, setBehind] = useState<Behind | null>(null)
  const [today] = useState(() => new Date().setUTCHours(0, 0, 0, 0))
  const from = new Date(today - Number(days) * 86_400_000).toISOString()
  const { data, error, refetch } = useQuery(reportQuery(from))
  const { teamName, face } = useDirectory()
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  const figure = (row: { teamId: string; personId?: string } & Record<Counted, number>, which: Counted, name: string) => {
    const n = row[which]
    const of: Behind = { teamId: row.teamId, ...(row.personId ? { personId: row.personId } : {}), counted: which }
    const open = behind?.teamId === of.teamId && behind.personId === of.personId && behind.counted === which
    return n === 0 ? <span className="text-muted">0</span> : <button type="button" aria-pressed={open} aria-label={`${n} ${countedWords[which]}, ${name}. Show them`} onClick={() => setBehind(open ? null : of)} className={classNames('-mx-1.5 h-7 rounded-md px-1.5 tabular-nums underline decoration-line-strong underline-offset-2 hover:bg-hover', which === 'missed' && 'text-late', open && 'bg-pressed')}>{n}</button>
  }
  const share = (row: Row) => { const over = row.onTime + row.late + row.missed; return over === 0 ? <span className="text-muted">–</span> : `${Math.round((100 * row.onTime) / over)} %` }
  const nameOf = (row: Row) => face(row.personId).name
  const columns: Column<Row>[] = [
    { id: 'person', head: 'Who', cell: nameOf },
    ...heads.slice(0, 4).map(([id, head]): Column<Row> => ({ id, head, figures: true, cell: (row) => figure(row, id, nameOf(row)) })), { id: 'share', head: 'On time, %', figures: true, cell: share },
    ...heads.slice(4).map(([id, head]): Column<Row> => ({ id, head, figures: true, cell: (row) => figure(row, id, nameOf(row)) })), { id: 'minutes', head: 'Talked, min', figures: true, cell: (row) => String(row.minutes) },
  ]
  return (
    <section aria-labelledby="report-title" className="mb-10">
      <div className="mb-3 flex flex-wrap items-center gap-3"><h2 id="report-title" className="min-w-0 flex-1 text-ui font-semibold">Callbacks attended on time</h2><span className="w-44"><Select label="Since" options={spans} value={days} onChange={(id) => { setDays(id); setBehind(null) }} /></span></div>
      {!data ? <SkeletonRows rows={4} label="Counting" /> : data.rows.length === 0 ? <EmptyState icon={ChartColumn}>No calls and no callbacks in this time.</EmptyState> : data.teams.map((team) => {
        const rows = data.rows.filter((row) => row.teamId === team.teamId)
        const sum = { ...team, personId: undefined as unknown as string }
        return (
          <div key={team.teamId} className="mb-6">
            <Table
              caption={teamName(team.teamId)} showCaption columns={columns} rows={rows.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))} keyOf={(row) => row.personId}
              foot={rows.length > 1 ? ['Together', ...heads.slice(0, 4).map(([id]) => figure(team, id, teamName(team.teamId))), share(sum), ...heads.slice(4).map(([id]) => figure(team, id, teamName(team.teamId))), String(team.minutes)] : undefined}
            />
            {behind?.teamId === team.teamId && <Items from={from} of={behind} who={behind.personId ? face(behind.personId).name : teamName(team.teamId)} />}
          </div>
        )
      })}
    </section>
  )
}

/** What a figure counts, each leading to its ticket. */
function Items({ from, of, who }: { from: string; of: Behind; who: string }) {
  const { data, error } = useQuery(itemsQuery(from, of))
  const { face } = useDirectory()
  const title = `${countedWords[of.counted][0]!.toUpperCase()}${countedWords[of.counted].slice(1)}, ${who}`
  if (error && !data) return <ErrorState what={wordsFor(error)} />
  if (!data) return <SkeletonRows rows={3} label="Loading what is counted" />
  return (
    <section aria-label={title} className="mt-3 rounded-md border border-line px-3 py-2">
      <h3 className="mb-1 text-meta font-medium text-muted">{title}</h3>
      <ul>
        {data.map((one) => (
          <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5 text-ui last:border-b-0">
            <Link to="/tickets/$number" params={{ number: String(one.number) }} preload={false} className="min-w-0 flex-1 basis-48 truncate hover:underline max-sm:basis-full"><span className="tabular-nums text-muted">#{one.number}</span> {one.customerName && `${one.customerName} · `}{one.subject}</Link>
            {!of.personId && <span className="text-meta text-muted">{face(one.personId).name}</span>}
            <span className="text-meta text-muted">{one.outcome ? outcomeWords[one.outcome] : one.attendedAt ? <>made <Time at={one.attendedAt} className="tabular-nums" /></> : of.counted === 'calls' ? 'not wrapped up' : 'not made'}{one.seconds ? ` · ${lengthText(one.seconds * 1000)}` : ''}</span>
            <span className="text-meta text-muted">{of.counted === 'calls' || of.counted === 'answered' ? '' : 'due '}<Time at={one.at} className="tabular-nums" /></span>
          </li>
        ))}
      </ul>
      {data.length === 0 && <p className="text-ui text-muted">None that you may see.</p>}
    </section>
  )
}
