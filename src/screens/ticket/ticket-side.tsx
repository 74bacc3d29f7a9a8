import { AuthorityPanel } from '../../rooms/approvals/web/authority-panel.tsx'
import { ContactPanel } from '../../rooms/channels/phone/web/contact-panel.tsx'
import { TicketClocks } from '../../rooms/clocks/web/ticket-clocks.tsx'
import { CustomerPanel } from '../../rooms/customers/web/customer-panel.tsx'
import { EscalationPanel } from '../../rooms/escalations/web/escalation-panel.tsx'
import { EarlierTickets } from '../../rooms/tickets/web/earlier-tickets.tsx'
import { SlaPanel } from '../../rooms/sla/web/sla-panel.tsx'
import { TicketPanel } from '../../rooms/tickets/web/ticket-panel.tsx'
import { IdentityPanel } from '../../rooms/notes/web/identity-panel.tsx'
import { PromisesPanel } from '../../rooms/promises/web/promises-panel.tsx'
import type { Head } from '../../rooms/tickets/web/tickets-call.ts'
import { Panel } from '../../ui/panel.tsx'

/** Beside the conversation: the customer, who takes part, what belongs together. */
export function TicketSide({ head }: { head: Head }) {
  const own = <><ContactPanel head={head} /><IdentityPanel head={head} /><EscalationPanel head={head} /><PromisesPanel head={head} /><TicketClocks ticketId={head.ticket.id} /><SlaPanel ticketId={head.ticket.id} /><AuthorityPanel head={head} /><TicketPanel head={head} /><EarlierTickets ticketId={head.ticket.id} /></>
  return head.ticket.customerId ? <CustomerPanel id={head.ticket.customerId}>{own}</CustomerPanel> : <Panel>{own}</Panel>
}
