import { useInfiniteQuery } from '@tanstack/react-query'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Table, type Column } from '../../../ui/table.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from './directory.ts'
import { Line, Lines } from './section.tsx'
import { auditFrom, auditWords } from './audit-words.ts'
import { auditQuery, type Audited } from './staff.ts'

const whoOf = (one: Audited): string => one.actor.name || (one.actor.kind === 'system' ? 'Baton' : '')
const columns = (nameOf: (id: string) => string): Column<Audited>[] => [
  { id: 'when', head: 'When', width: '88px', cell: (one) => <Time at={one.at} /> },
  { id: 'who', head: 'Who', width: '180px', cell: (one) => <span className="text-soft-ink">{whoOf(one)}</span> },
  { id: 'what', head: 'What', cell: (one) => <span className="inline-block break-words first-letter:uppercase">{auditWords(one, nameOf)}</span> },
  { id: 'from', head: 'From', cell: (one) => <span className="text-meta whitespace-nowrap text-muted tabular-nums">{auditFrom(one)}</span> },
]

/** The security and settings log, newest first; older lines by request. */
export function AuditList({ person }: { person: string | null }) {
  const { face } = useDirectory()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(auditQuery(person))
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows label="Loading the log" />
  const rows = data.pages.flatMap((page) => page.items)
  const nameOf = (id: string) => face(id).name
  return (
    <>
      <div className="max-sm:hidden"><Table caption="Security and settings log" columns={columns(nameOf)} rows={rows} keyOf={(one) => one.id} /></div>
      <div className="sm:hidden">
        <Lines label="Security and settings log">
          {rows.map((one) => <Line key={one.id} title={<span className="font-normal">{[whoOf(one), auditWords(one, nameOf)].filter(Boolean).join(': ')}</span>} detail={<><Time at={one.at} /> {auditFrom(one)}</>} />)}
        </Lines>
      </div>
      {hasNextPage && <Button className="mt-4" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>Show older</Button>}
    </>
  )
}
