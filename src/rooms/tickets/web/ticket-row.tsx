import { memo } from 'react'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { ListRow } from '../../../ui/list-row.tsx'
import { OwnerPill } from '../../../ui/owner-pill.tsx'
import { PriorityMark } from '../../../ui/priority-mark.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { useUnread } from './seen.ts'
import type { Row } from './tickets-call.ts'
import { DueRing } from './due-ring.tsx'
import { useOfferedTo } from './offers.ts'
import { dueFirst, statusOf, waitClock, waitingWords } from './ticket-words.ts'

/** One ticket in a list: where it stands and what it is about, who wrote what, until when, who owns it. */
export const TicketRow = memo(function TicketRow({ row, active, selected }: { row: Row; active: boolean; selected: boolean }) {
  const { face, teamName } = useDirectory()
  return (
    <ListRow
      active={active} selected={selected} unread={useUnread(row)}
      sign={<StatusDot status={statusOf(row)} />}
      title={row.subject || 'No subject'}
      corner={row.priority === 'high' || row.priority === 'urgent' ? <PriorityMark priority={row.priority} /> : undefined}
      detail={<><span className="max-w-[60%] shrink-0 truncate text-soft-ink">{row.customerName || 'No customer'}</span><span className="truncate">{row.snippet}</span></>}
      time={dueFirst(row) ? <DueRing due={row.nextDue!} quietLabel /> : waitClock(row) ? <Wakes row={row} /> : <Time at={row.lastMessageAt} as="ago" />}
      owner={<OwnerPill owner={row.ownerId ? face(row.ownerId) : null} claimedBy={row.claimedBy ? face(row.claimedBy) : null} team={teamName(row.teamId)} offeredTo={useOfferedTo(row.id)} compact />}
    />
  )
})

/** The hatched ring of a pause, and when it ends. */
function Wakes({ row }: { row: Row }) {
  const clock = waitClock(row)!
  return <span className="flex items-center gap-1.5"><ClockRing clock={clock} label={`waits for ${waitingWords[row.waitingFor ?? 'date']}`} /><Time at={row.wakeAt!} /></span>
}
