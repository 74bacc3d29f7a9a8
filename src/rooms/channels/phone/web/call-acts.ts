import { useQuery } from '@tanstack/react-query'
import { CalendarClock, Phone, PhoneOff, NotebookPen } from 'lucide-react'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../../tickets/web/use-ticket-acts.ts'
import { liveCallQuery, openForm } from './live-call.ts'
import { hangUp } from './phone.ts'

/** On an open ticket: call, write a call down, promise to call back. While one is on the line, hang up. */
export function useCallActs(head: Head): readonly TicketAct[] {
  const { ticket, may } = head
  const live = useQuery(liveCallQuery).data?.call ?? null
  if (!may.assign) return []
  const on = live && live.endedAt === null && live.ticketId === ticket.id ? live : null
  return [
    on
      ? { id: 'call', label: 'Hang up', icon: PhoneOff, keys: 'v', words: ['end', 'call', 'phone'], run: () => void hangUp(on.id).then((call) => { if (call) openForm({ kind: 'wrap-up', call }) }) }
      : { id: 'call', label: 'Call', icon: Phone, keys: 'v', words: ['phone', 'ring', 'dial', 'telephone'], run: () => openForm({ kind: 'card', ticketId: ticket.id }) },
    { id: 'log-call', label: 'Log a call or a text', icon: NotebookPen, keys: '⇧c', words: ['phone', 'attempt', 'sms', 'letter', 'visit'], run: () => openForm({ kind: 'log', ticketId: ticket.id }) },
    { id: 'callback', label: 'Schedule a callback', icon: CalendarClock, keys: '⇧s', words: ['call back', 'phone', 'later', 'promise'], run: () => openForm({ kind: 'callback', ticketId: ticket.id }) },
  ]
}
