import type { Answer } from '../../core/web/call.ts'
import type { tickets } from '../../rooms/tickets/contract.ts'
import { MarkedWords } from '../../rooms/tickets/web/marked-words.tsx'
import { statusOf } from '../../rooms/tickets/web/ticket-words.ts'
import { classNames } from '../../ui/class-names.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { Time } from '../../ui/time.tsx'

type Hit = Answer<typeof tickets, 'GET /search'>['tickets'][number]

/** A ticket that was found: where the words stand, and what is around them. */
export function SearchHit({ hit: { ticket, in: place, snippet }, active }: { hit: Hit; active: boolean }) {
  return (
    <div className={classNames('mx-2 flex h-[64px] items-start gap-3 rounded-md px-2 py-2 select-none', active ? 'bg-n-3' : 'hover:bg-hover')}>
      <StatusDot status={statusOf(ticket)} className="mt-[3px]" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2"><span className="truncate text-ui font-medium text-ink">{place === 'subject' && snippet ? <MarkedWords text={snippet} /> : ticket.subject}</span><span className="shrink-0 text-meta text-muted tabular-nums">#{ticket.number}</span></span>
        <span className="mt-0.5 flex items-baseline gap-1.5 text-meta text-muted"><span className="max-w-[40%] shrink-0 truncate text-soft-ink">{ticket.customerName || 'No customer'}</span><span className="truncate">{place === 'note' && 'Note: '}{place === 'call' && 'Call: '}{place === 'subject' || !snippet ? ticket.snippet : <MarkedWords text={snippet} />}</span></span>
      </span>
      <Time at={ticket.lastMessageAt} />
    </div>
  )
}
