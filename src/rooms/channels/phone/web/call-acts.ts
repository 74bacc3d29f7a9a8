import { useQuery } from '@tanstack/react-query'
import { CalendarClock, Phone, PhoneOff, NotebookPen } from 'lucide-react'
import { useMe } from '../../../people/web/directory.ts'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../../tickets/web/use-ticket-acts.ts'
import { liveCallQuery, openForm } from './live-call.ts'
import { hangUp, ticketCallsQuery } from './phone.ts'

/** On an open ticket: call, write a call down, promise to call back. While one is on the line, hang up. */
export function useCallActs(head: Head): readonly TicketAct[] {
  const { ticket, may } = head
  const live = useQuery(liveCallQuery).data?.call ?? null
  const me = useMe()
  const calls = useQuery(ticketCallsQuery(ticket.id)).data ?? []
  if (!may.assign) return []
  // The last one stands in the bar over every page.
  const untold = calls.filter((one) => one.personId === me.id && one.endedAt !== null && one.wrappedAt === null && one.id !== live?.id)
  const on = live && live.endedAt === null && live.ticketId === ticket.id ? live : null
  return [
    on
      ? { id: 'call', label: 'Hang up', icon: PhoneOff, keys: 'v', words: ['end', 'call', 'phone'], run: () => void hangUp(on.id) }
      : { id: 'call', label: 'Call', icon: Phone, keys: 'v', words: ['phone', 'ring', 'dial', 'telephone'], run: () => openForm({ kind: 'card', ticketId: ticket.id }) },
    { id: 'log-call', label: 'Log a call or a text', icon: NotebookPen, keys: '⇧c', words: ['phone', 'attempt', 'sms', 'letter', 'visit'], run: () => openForm({ kind: 'log', ticketId: ticket.id }) },
    { id: 'callback', label: 'Schedule a callback', icon: CalendarClock, keys: '⇧s', words: ['call back', 'phone', 'later', 'promise'], run: () => openForm({ kind: 'callback', ticketId: ticket.id }) },
    ...untold.map((call): TicketAct => ({ id: `wrap-up ${call.id}`, label: 'Wrap up an earlier call', icon: Phone, words: ['outcome'], run: () => openForm({ kind: 'wrap-up', call }) })),
  ]
}
