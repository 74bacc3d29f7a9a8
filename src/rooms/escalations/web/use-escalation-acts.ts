import { useQuery } from '@tanstack/react-query'
import { CircleCheckBig, CornerUpRight, Hand, MessageSquareReply, NotebookPen, Reply, TrendingUp, Undo2 } from 'lucide-react'
import type { Head } from '../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../tickets/web/use-ticket-acts.ts'
import { useMe } from '../../people/web/directory.ts'
import { openDialog } from './dialog-state.ts'
import { acknowledge, isOpen, ofTicketQuery, type Escalation } from './escalations.ts'

/** What one may do with an escalation now, the act that is mostly meant first. */
export function actsOn(one: Escalation, me: string): TicketAct[] {
  const { may } = one
  const passes = (one.state === 'raised' && one.asked.includes(me)) || (one.state === 'acknowledged' && one.acknowledgedBy === me)
  return [
    ...(may.acknowledge && one.asked.includes(me) ? [{ id: 'escalation-acknowledge', label: 'Take it on', icon: Hand, words: ['acknowledge', 'escalation'], run: () => void acknowledge(one) }] : []),
    ...(may.answer && (one.state === 'acknowledged' || one.asked.includes(me)) ? [{ id: 'escalation-answer', label: 'Record the answer', icon: MessageSquareReply, words: ['decide', 'escalation'], run: () => openDialog({ kind: 'answer', one }) }] : []),
    ...(may.close ? [{ id: 'escalation-close', label: 'Close the loop', icon: CircleCheckBig, words: ['told', 'customer', 'escalation'], run: () => openDialog({ kind: 'close', one }) }] : []),
    ...(may.reopen ? [{ id: 'escalation-reopen', label: 'That did not help', icon: Undo2, words: ['reopen', 'ask again', 'escalation'], run: () => openDialog({ kind: 'reopen', one }) }] : []),
    ...(isOpen(one) ? [{ id: 'escalation-write', label: 'Write in its thread', icon: NotebookPen, words: ['note', 'escalation'], run: () => openDialog({ kind: 'write', one }) }] : []),
    ...(may.acknowledge && !one.asked.includes(me) ? [{ id: 'escalation-acknowledge', label: 'Take on the escalation', icon: Hand, words: ['acknowledge'], run: () => void acknowledge(one) }] : []),
    ...(passes && one.step < one.steps.length - 1 ? [{ id: 'escalation-pass-on', label: 'Pass it on', icon: CornerUpRight, words: ['not mine', 'next', 'escalation'], run: () => openDialog({ kind: 'pass-on', one }) }] : []),
    ...(may.withdraw ? [{ id: 'escalation-withdraw', label: 'Withdraw the escalation', icon: Reply, words: ['take back'], run: () => openDialog({ kind: 'withdraw', one }) }] : []),
  ]
}

/** The acts of escalations on an open ticket: `e` escalates, `⇧e` does what is next. */
export function useEscalationActs(head: Head): TicketAct[] {
  const me = useMe()
  const all = useQuery(ofTicketQuery(head.ticket.id)).data ?? []
  const { ticket } = head
  const acts = all.filter((one, at) => isOpen(one) || at === 0).flatMap((one) => actsOn(one, me.id))
  const seen = new Set<string>()
  const once = acts.filter((act) => !seen.has(act.id) && seen.add(act.id)).map((act, at) => (at === 0 && all.some(isOpen) ? { ...act, keys: '⇧e' } : act))
  const lead = all.find((one) => one.may.override)
  return [
    ...(head.may.change && ticket.status !== 'closed' ? [{ id: 'escalate', label: 'Escalate', icon: TrendingUp, keys: 'e', words: ['manager', 'engineering', 'specialist', 'ask'], run: () => openDialog({ kind: 'raise', ticketId: ticket.id, number: ticket.number, subject: ticket.subject, customer: ticket.customerName, teamId: ticket.teamId }) }] : []),
    ...once,
    ...(lead ? [{ id: 'escalation-override', label: 'End the escalation with a reason', icon: CircleCheckBig, words: ['override', 'anyway'], run: () => openDialog({ kind: 'override', ticketId: ticket.id, number: ticket.number }) }] : []),
  ]
}
