import { ClockRing } from '../clock-ring.tsx'
import { ListRow } from '../list-row.tsx'
import { OwnerPill } from '../owner-pill.tsx'
import { StatusDot } from '../status-dot.tsx'
import { PriorityMark } from '../priority-mark.tsx'
import type { Sample } from './samples.ts'

/** One ticket in the list. */
export function SampleRow({ ticket, active, selected }: { ticket: Sample; active: boolean; selected: boolean }) {
  return (
    <ListRow
      active={active} selected={selected} unread={ticket.unread}
      sign={<StatusDot status={ticket.status} />}
      title={ticket.subject}
      corner={ticket.priority === 'high' || ticket.priority === 'urgent' ? <PriorityMark priority={ticket.priority} /> : undefined}
      detail={<><span className="max-w-full shrink-0 truncate text-soft-ink">{ticket.customer}</span><span className="truncate">{ticket.said}</span></>}
      time={ticket.status === 'closed' ? <span>closed</span> : <ClockRing clock={ticket.clock} showText />}
      owner={<OwnerPill owner={ticket.owner} team={ticket.team} offeredTo={ticket.offeredTo ? { person: ticket.offeredTo } : null} compact />}
    />
  )
}
