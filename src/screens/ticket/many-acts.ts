import { useManyClosingActs } from '../../rooms/closings/web/use-closing-acts.ts'
import { useManyHandoffActs } from '../../rooms/handoffs/web/use-handoff-acts.ts'
import type { Row } from '../../rooms/tickets/web/tickets-call.ts'
import { useTicketActs, type TicketAct } from '../../rooms/tickets/web/use-ticket-acts.ts'

/** What rooms above the tickets let one do with chosen tickets together. One line a room. */
const forMany: readonly ((rows: readonly Row[], after: () => void) => readonly TicketAct[])[] = [useManyHandoffActs, useManyClosingActs]

/** Everything that can be done with chosen tickets together. */
export function useManyTicketActs(rows: readonly Row[], after: () => void): readonly TicketAct[] {
  const own = useTicketActs(rows, null, after)
  const more = forMany.flatMap((use) => use(rows, after))
  const taken = new Set(more.map((act) => act.id))
  return [...more, ...own.filter((act) => !taken.has(act.id))]
}
