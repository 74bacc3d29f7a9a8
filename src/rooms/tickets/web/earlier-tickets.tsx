import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PanelSection } from '../../../ui/panel.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { Time } from '../../../ui/time.tsx'
import { othersQuery } from './ticket-queries.ts'

/** The customer's other tickets, newest first. */
export function EarlierTickets({ ticketId }: { ticketId: string }) {
  const others = useQuery(othersQuery(ticketId)).data
  if (!others || others.length === 0) return null
  return (
    <PanelSection title="Their other tickets" place="earlier" count={others.length}>
      <ul className="-mx-2 flex flex-col">
        {others.slice(0, 12).map((row) => (
          <li key={row.id}>
            <Link to="/tickets/$number" params={{ number: String(row.number) }} className="flex min-h-8 items-center gap-2 rounded-md px-2 text-ui hover:bg-hover">
              <StatusDot status={row.status} />
              <span className="min-w-0 flex-1 truncate">{row.subject}</span>
              <Time at={row.lastMessageAt} />
            </Link>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
