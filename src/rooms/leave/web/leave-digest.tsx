import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import type { Row } from '../../tickets/web/tickets-call.ts'
import { digestQuery } from './leave.ts'

const count = (n: number, one: string, many: string): string => (n === 1 ? `one ${one}` : `${n} ${many}`)

/** What happened meanwhile: what is still mine, what others saw to, what was asked. Each line leads to its ticket. */
export function LeaveDigest({ id, mine }: { id: string; mine: boolean }) {
  const { data, error, refetch } = useQuery(digestQuery(id))
  const { face } = useDirectory()
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={4} label="Reading what happened" />
  const { cover } = data
  const did = cover && [cover.replies && count(cover.replies, 'reply', 'replies'), cover.notes && count(cover.notes, 'note', 'notes'), cover.closed && `${count(cover.closed, 'ticket', 'tickets')} closed`].filter(Boolean).join(', ')
  const open = data.asks.filter((one) => one.state === 'open').length
  return (
    <section aria-label="What happened meanwhile">
      <h3 className="mb-1 text-message font-semibold">What happened meanwhile</h3>
      <p className="mb-4 text-ui text-muted">
        {cover ? `${face(cover.personId).name} stood in${did ? `: ${did} on ${mine ? 'your' : 'their'} tickets` : ''}.` : 'Nobody stood in.'}
        {data.asks.length > 0 && ` ${count(data.asks.length, 'question or request', 'questions and requests')} came; ${open === 0 ? 'none is open' : open === 1 ? 'one is open' : `${open} are open`}.`}
      </p>
      <Group title={mine ? 'Still yours' : 'Still theirs'} empty={mine ? 'Nothing was left with you.' : 'Nothing was left.'}>
        {data.mine.map((one) => <Line key={one.ticket.id} ticket={one.ticket}>{[one.messages && count(one.messages, 'message of the customer', 'messages of the customer'), one.replies && count(one.replies, 'reply', 'replies'), one.notes && count(one.notes, 'note', 'notes')].filter(Boolean).join(', ') || 'nothing happened'}</Line>)}
      </Group>
      {data.others.length > 0 && <Group title="Seen to meanwhile">{data.others.map((one) => <Line key={one.ticket.id} ticket={one.ticket}>{one.ticket.status === 'closed' ? 'closed' : one.ownerId ? `with ${face(one.ownerId).name}` : 'in the queue'}{one.how === 'handed-off' ? ', handed off before' : one.how === 'taken-over' ? ', taken over meanwhile' : ''}</Line>)}</Group>}
      {data.asks.length > 0 && (
        <Group title={mine ? 'Asked of you' : 'Asked of them'}>
          {data.asks.map((one) => (
            <li key={one.noteId} className="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line py-1 text-ui last:border-b-0">
              <Link to="/tickets/$number" params={{ number: String(one.number) }} hash={`entry-${one.noteId}`} preload={false} className="min-w-0 flex-1 basis-56 truncate font-medium hover:underline">#{one.number} {one.subject}</Link>
              <span className="text-meta text-muted">{face(one.askedById).name} asked; {one.state === 'open' ? 'open' : `${one.state} by ${one.doneById ? face(one.doneById).name : 'somebody'}`}</span>
            </li>
          ))}
        </Group>
      )}
    </section>
  )
}

function Group({ title, empty, children }: { title: string; empty?: string; children: ReactNode[] }) {
  return (
    <div className="mb-5">
      <h4 className="mb-1 flex items-baseline gap-2 text-ui font-semibold">{title}<span className="text-meta font-medium text-muted tabular-nums">{children.length}</span></h4>
      {children.length > 0 ? <ul className="border-y border-line">{children}</ul> : <p className="text-ui text-muted">{empty}</p>}
    </div>
  )
}

function Line({ ticket, children }: { ticket: Row; children: ReactNode }) {
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line py-1 text-ui last:border-b-0">
      <StatusDot status={ticket.status} />
      <Link to="/tickets/$number" params={{ number: String(ticket.number) }} preload={false} className="min-w-0 flex-1 basis-56 truncate font-medium hover:underline">#{ticket.number} {ticket.subject}</Link>
      <span className="text-meta text-muted">{children}</span>
    </li>
  )
}
