import { Scale, ThumbsUp, UserRoundPlus } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import type { Head } from '../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../tickets/web/use-ticket-acts.ts'
import { pendingQuery } from './approvals.ts'
import { approveNow, decideWithWords, passOn } from './deciding.ts'
import { recordDecision } from './recording.ts'

/** What one can decide on an open ticket: for the customer, and what waits for a yes or no. */
export function useApprovalActs(head: Head): readonly TicketAct[] {
  const waiting = (useQuery(pendingQuery(head.ticket.id)).data ?? []).filter((one) => one.may.decide)
  const toPass = waiting.filter((one) => one.may.passOn)
  return [
    ...(waiting.length === 0 ? [] : [
      { id: 'approve', label: 'Approve what waits', icon: ThumbsUp, keys: '⇧y', run: () => approveNow(waiting) },
      { id: 'refuse-approval', label: 'Refuse what waits', icon: ThumbsUp, run: () => decideWithWords(waiting, false) },
    ]),
    ...(toPass.length === 0 ? [] : [{ id: 'pass-approval', label: 'Pass on what waits for your yes', icon: UserRoundPlus, keys: '⇧u', words: ['next', 'somebody else', 'approval'], run: () => { for (const one of toPass) void passOn(one) } }]),
    ...(head.may.reply ? [{ id: 'record-decision', label: 'Record a decision', icon: Scale, keys: '⇧d', words: ['refund', 'goodwill', 'authority', 'money'], run: () => recordDecision(head.ticket.id) }] : []),
  ]
}
