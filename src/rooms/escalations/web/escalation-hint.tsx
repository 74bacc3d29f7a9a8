import { useQuery } from '@tanstack/react-query'
import { TrendingUp } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { openDialog } from './dialog-state.ts'
import { hintQuery } from './escalations.ts'

/** Over the composer: that this looks like something to escalate, why, and both ways on. */
export function EscalationHint({ head }: { head: Head }) {
  const { ticket, may } = head
  const hint = useQuery({ ...hintQuery(ticket.id), enabled: may.change && ticket.status !== 'closed' }).data
  if (!hint || !may.change || ticket.status === 'closed') return null
  return (
    <div role="status" className="relative z-10 mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-escalate-line bg-escalate-soft px-3 py-1 text-ui text-escalate">
      <TrendingUp aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <p className="min-w-0 flex-1 basis-60">{hint.why}{hint.quote && <span className="block truncate text-meta">“{hint.quote}”</span>}</p>
      <span className="flex gap-1">
        <Button size="small" onClick={() => openDialog({ kind: 'raise', ticketId: ticket.id, number: ticket.number, subject: ticket.subject, customer: ticket.customerName, teamId: ticket.teamId })} shortcut="e">Escalate</Button>
        {!hint.forced && <Button size="small" variant="ghost" onClick={() => openDialog({ kind: 'dismiss', ticketId: ticket.id, rule: hint.rule, why: hint.why })}>Not now</Button>}
      </span>
    </div>
  )
}
