import { useCallActs } from '../../rooms/channels/phone/web/call-acts.ts'
import { useApprovalActs } from '../../rooms/approvals/web/use-approval-acts.ts'
import { useClosingActs } from '../../rooms/closings/web/use-closing-acts.ts'
import { useHandoffActs } from '../../rooms/handoffs/web/use-handoff-acts.ts'
import { useEscalationActs } from '../../rooms/escalations/web/use-escalation-acts.ts'
import { useIdentityActs } from '../../rooms/notes/web/identity-chip.tsx'
import { usePromiseActs } from '../../rooms/promises/web/promise-acts.tsx'
import { useSubtaskActs } from '../../rooms/subtasks/web/use-subtask-acts.ts'
import { useQueueActs } from '../../rooms/queues/web/use-queue-acts.ts'
import type { Head } from '../../rooms/tickets/web/tickets-call.ts'
import { useTicketActs, type TicketAct } from '../../rooms/tickets/web/use-ticket-acts.ts'

/** What rooms above the tickets let one do with an open ticket: buttons, keys and palette at once. One line a room. */
const fromRooms: readonly ((head: Head) => readonly TicketAct[])[] = [useQueueActs, useApprovalActs, useHandoffActs, useEscalationActs, useClosingActs, useCallActs, usePromiseActs, useSubtaskActs, useIdentityActs]

/** Everything that can be done with an open ticket. Where a room brings an act of the same id, it takes its place. */
export function useAllTicketActs(head: Head): readonly TicketAct[] {
  const own = useTicketActs([head.ticket], head)
  const more = fromRooms.flatMap((use) => use(head))
  const taken = new Set(more.map((act) => act.id))
  return [...more, ...own.filter((act) => !taken.has(act.id))]
}
