import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { mineQuery, requestsQuery, type Leave } from './leave.ts'
import { daysText, lengthOf, stateWords } from './leave-words.ts'

/** What I planned, and where it stands. */
export function MyLeave() {
  const { data, error, refetch } = useQuery(mineQuery)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={2} label="Reading your leave" />
  return (
    <section aria-label="Your leave" className="mb-9">
      <h2 className="mb-2 text-message font-semibold">Your leave</h2>
      {data.length === 0 ? <p className="text-ui text-muted">You planned no leave. Plan it, and see what has to be clear before.</p> : <ul className="border-y border-line">{data.map((one) => <Row key={one.id} one={one} />)}</ul>}
    </section>
  )
}

/** Leave of people I lead: what waits for a yes first, with how much is not clear. */
export function LeaveRequests() {
  const { data, error, refetch } = useQuery(requestsQuery)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || data.length === 0) return null
  return (
    <section aria-label="Leave of people you lead" className="mb-9">
      <h2 className="mb-2 text-message font-semibold">Leave of people you lead</h2>
      <ul className="border-y border-line">{data.map(({ leave, left }) => <Row key={leave.id} one={leave} person left={left} />)}</ul>
    </section>
  )
}

function Row({ one, person = false, left }: { one: Leave; person?: boolean; left?: number | null }) {
  const { face } = useDirectory()
  const state = stateWords[one.state]
  return (
    <li className="relative flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-b-0 hover:bg-hover">
      {person && <Avatar person={face(one.personId)} size={24} showPresence decorative />}
      <div className="min-w-0 flex-1 basis-56">
        <p className="truncate text-ui font-medium"><Link to="/team/leave/$leaveId" params={{ leaveId: one.id }} preload={false} className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus">{person ? face(one.personId).name : daysText(one)}</Link></p>
        <p className="text-meta text-muted">{person ? `${daysText(one)} · ` : ''}{lengthOf(one)} · {one.typeSay}{one.coverId ? ` · ${face(one.coverId).name} stands in` : ' · nobody stands in yet'}</p>
      </div>
      {typeof left === 'number' && <span className={left ? 'text-meta text-time' : 'text-meta text-good'}>{left ? `${left} not clear` : 'all clear'}</span>}
      <Badge tone={state.tone}>{state.words}</Badge>
    </li>
  )
}
