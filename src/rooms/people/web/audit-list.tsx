import { useInfiniteQuery } from '@tanstack/react-query'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Table, type Column } from '../../../ui/table.tsx'
import { Time } from '../../../ui/time.tsx'
import { auditFrom, auditWords } from './audit-words.ts'
import { auditQuery, type Audited } from './staff.ts'

const columns: Column<Audited>[] = [
  { id: 'when', head: 'When', width: '96px', cell: (one) => <Time at={one.at} /> },
  { id: 'who', head: 'Who', width: '160px', cell: (one) => <span className="text-soft-ink">{one.actor.name || (one.actor.kind === 'system' ? 'Baton' : '')}</span> },
  { id: 'what', head: 'What', cell: (one) => <span className="break-words first-letter:uppercase">{auditWords(one)}</span> },
  { id: 'from', head: 'From', cell: (one) => <span className="text-meta text-muted tabular-nums">{auditFrom(one)}</span> },
]

/** The security and settings log, newest first; older lines by request. */
export function AuditList({ person }: { person: string | null }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(auditQuery(person))
  if (error) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows label="Loading the log" />
  return (
    <>
      <Table caption="Security and settings log" columns={columns} rows={data.pages.flatMap((page) => page.items)} keyOf={(one) => one.id} />
      {hasNextPage && <Button className="mt-4" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>Show older</Button>}
    </>
  )
}
