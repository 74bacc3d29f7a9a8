import { Link } from '@tanstack/react-router'
import { ArrowRightToLine, Inbox } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { statusOf } from '../../tickets/web/ticket-words.ts'
import type { QueueView, Served } from './queues.ts'
import { Reasons } from './reasons.tsx'

/** The queue in the order in which it is served to me: the next one large, the others below it. */
export function QueueList({ view, onTake }: { view: QueueView; onTake: (() => void) | null }) {
  const [next, ...others] = view.items
  const several = view.teamIds.length > 1
  if (!next) return <EmptyState icon={Inbox}>{view.teamIds.length === 0 ? 'You are in no team. Choose a team above to see its queue.' : 'Nobody waits. What comes in stands here, in the order in which it is served, with the reason.'}</EmptyState>
  const more = view.total - view.working.length - view.items.length
  return (
    <section aria-label="As it is served" className="min-w-0">
      <Next one={next} several={several} onTake={view.canTake.ok ? onTake : null} why={view.canTake.why} />
      {others.length > 0 && <ol start={2} className="mt-5 border-y border-line">{others.map((one, at) => <Row key={one.ticket.id} one={one} place={at + 2} several={several} />)}</ol>}
      {more > 0 && <p className="mt-2 text-meta text-muted">and {more} more behind them</p>}
    </section>
  )
}

function Next({ one, several, onTake, why }: { one: Served; several: boolean; onTake: (() => void) | null; why: string }) {
  const { teamName } = useDirectory()
  const { ticket } = one
  return (
    <article aria-label="Next" className="rounded-lg border border-line-strong bg-raised p-4 shadow-[0_1px_2px_rgb(0_0_0/0.04)]">
      <p className="mb-1.5 flex items-center gap-2 text-meta font-medium text-own">Next for you{several && <span className="font-normal text-muted">from {teamName(ticket.teamId)}</span>}</p>
      <h2 className="text-[15px]/6 font-semibold text-balance"><Link to="/tickets/$number" params={{ number: String(ticket.number) }} preload={false} className="text-ink hover:underline">{ticket.subject || 'No subject'}</Link></h2>
      <p className="mt-0.5 line-clamp-2 text-ui wrap-anywhere text-muted"><span className="text-soft-ink">{ticket.customerName || 'No customer'}</span> · #{ticket.number}{ticket.snippet && <> · {ticket.snippet}</>}</p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <span className="min-w-0 flex-1 basis-56"><Reasons reasons={one.reasons} /></span>
        {onTake ? <Button variant="primary" icon={ArrowRightToLine} onClick={onTake} className="max-sm:hidden">Take it</Button> : why && <span className="text-meta text-muted">{why}</span>}
      </div>
    </article>
  )
}

function Row({ one, place, several }: { one: Served; place: number; several: boolean }) {
  const { teamName } = useDirectory()
  const { ticket } = one
  return (
    <li className="relative flex items-start gap-3 border-b border-line px-2 py-2 last:border-b-0 focus-within:bg-hover hover:bg-hover max-sm:px-0">
      <span className="w-5 shrink-0 pt-0.5 text-right text-meta text-muted tabular-nums">{place}</span>
      <span className="flex h-5 shrink-0 items-center"><StatusDot status={statusOf(ticket)} /></span>
      <span className="min-w-0 flex-1">
        <span className="flex min-w-0 items-baseline gap-2">
          <Link to="/tickets/$number" params={{ number: String(ticket.number) }} preload={false} className="block min-w-0 truncate text-ui font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus">{ticket.subject || 'No subject'}</Link>
          <span className="ml-auto shrink-0 text-meta text-muted tabular-nums">#{ticket.number}</span>
        </span>
        <span className="mt-0.5 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
          <span className="min-w-0 truncate text-meta text-muted">{ticket.customerName || 'No customer'}{several && <> · {teamName(ticket.teamId)}</>}</span>
          <Reasons reasons={one.reasons} quiet className="sm:ml-auto sm:justify-end" />
        </span>
      </span>
    </li>
  )
}
