import { CircleCheckBig } from 'lucide-react'
import { useMe } from '../../people/web/directory.ts'
import type { Head, Row } from '../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../tickets/web/use-ticket-acts.ts'
import { askToClose, askToCloseMany } from './dialog-state.ts'

const act = (label: string, run: () => void): TicketAct => ({ id: 'close', label, icon: CircleCheckBig, keys: 'c', words: ['done', 'solve', 'resolve', 'reason'], run })

/** `c` closes an open ticket, by way of its list: in place of the plain act of tickets. */
export const useClosingActs = (head: Head): TicketAct[] => (head.may.close && head.ticket.status !== 'closed' ? [act('Close ticket', () => askToClose(head.ticket))] : [])

/** The same for many chosen ones: one reason, one note; what is not ready stays, with what it lacks. */
export function useManyClosingActs(rows: readonly Row[], after: () => void): TicketAct[] {
  const me = useMe()
  const open = rows.filter((row) => row.status !== 'closed')
  return open.length === 0 || me.role === 'collaborator' ? [] : [act(rows.length === 1 ? 'Close ticket' : `Close ${open.length} tickets`, () => askToCloseMany(open, after))]
}
