import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight, CircleCheckBig, ScrollText } from 'lucide-react'
import { use } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { exactTime } from '../../../ui/time-text.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { callHandovers, type Listed } from './handovers.ts'

/** Every handover of the teams I see, the newest first: the record of what was known when. */
export function HandoverList({ teamId }: { teamId: string | null }) {
  const pages = useInfiniteQuery({
    queryKey: ['handovers', 'list', teamId, 'pages'], initialPageParam: '', getNextPageParam: (last: { next: string | null }) => last.next,
    queryFn: async ({ pageParam }) => { await liveReady(); return await callHandovers('GET /handovers', { query: { teamId: teamId ?? undefined, cursor: pageParam || undefined } }) },
  })
  if (pages.error && !pages.data) return <ErrorState what={wordsFor(pages.error)} onRetry={() => void pages.refetch()} />
  if (!pages.data) return <SkeletonRows rows={6} label="Loading handovers" />
  const items = pages.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <EmptyState icon={ScrollText}>No handover was signed yet. Each one is kept here as it was signed.</EmptyState>
  return (
    <>
      <ul className="border-y border-line">{items.map((one) => <Row key={one.id} one={one} />)}</ul>
      {pages.hasNextPage && <div className="mt-3"><Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>Show earlier ones</Button></div>}
    </>
  )
}

function Row({ one }: { one: Listed }) {
  const { face, teamName } = useDirectory()
  const reader = use(ReaderContext)
  return (
    <li className="relative flex min-h-12 items-center gap-3 border-b border-line py-2 pr-2 pl-2 last:border-b-0 focus-within:bg-hover hover:bg-hover max-sm:flex-wrap max-sm:gap-y-1">
      <Avatar person={face(one.signedBy)} size={24} decorative />
      <div className="min-w-0 flex-1">
        <Link to="/shift/handovers/$handoverId" params={{ handoverId: one.id }} data-task className="flex items-center gap-1.5 truncate text-ui font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus">{teamName(one.teamId)}{one.toTeamId !== one.teamId && <><ArrowRight aria-label="to" size={13} className="shrink-0 text-muted" />{teamName(one.toTeamId)}</>}</Link>
        <p className="truncate text-meta text-muted">{exactTime(Date.parse(one.endsAt), reader)} · {face(one.signedBy).name}{one.version > 1 && ` · issue ${one.version}`}</p>
      </div>
      {one.urgent === 0 ? <span className="text-meta text-muted">Nothing urgent</span> : one.missing === 0 ? <Badge tone="good" icon={CircleCheckBig}>{one.urgent === 1 ? '1 item acknowledged' : `${one.urgent} items acknowledged`}</Badge> : <Badge tone="time">{one.missing} of {one.urgent} not acknowledged</Badge>}
    </li>
  )
}
