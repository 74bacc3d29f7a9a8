import { Link } from '@tanstack/react-router'
import { ClockRing } from '../../ui/clock-ring.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { TaskRow, TaskSection } from '../../ui/task-row.tsx'
import { Time } from '../../ui/time.tsx'
import { statusOf, waitClock } from '../../rooms/tickets/web/ticket-words.ts'
import { useList } from '../../rooms/tickets/web/use-list.ts'

const most = 8
const listed = { view: 'mine', order: 'due', filter: { status: ['open' as const] } } as const

export const useMyOpen = () => useList(listed as never)

/** My open tickets, the next due first. */
export function NextTickets() {
  const { rows } = useMyOpen()
  const shown = rows.slice(0, most)
  return (
    <TaskSection title="My open tickets" count={rows.length} tone="own">
      {shown.map((row) => {
        const clock = waitClock(row)
        return (
          <TaskRow
            key={row.id} sign={<StatusDot status={statusOf(row)} />} title={row.subject || 'No subject'}
            detail={<>{row.customerName || 'No customer'} · {row.snippet}</>} time={clock ? <ClockRing clock={clock} showText /> : <Time at={row.lastMessageAt} as="ago" />}
            link={<Link to="/inbox/$view/$number" params={{ view: 'mine', number: String(row.number) }} preload={false} />}
          />
        )
      })}
      {rows.length > most && <li className="px-2 py-2 text-ui"><Link to="/inbox/$view" params={{ view: 'mine' }} className="text-link underline">All my tickets</Link></li>}
    </TaskSection>
  )
}
