import { useNavigate } from '@tanstack/react-router'
import { closeNewTicket, type Whom } from '../../rooms/tickets/web/new-ticket-state.ts'
import NewTicketDialog from '../../rooms/tickets/web/new-ticket-dialog.tsx'
import { noteKey } from '../ticket/entry-views.tsx'

/** The dialog that opens a ticket by hand, over any page. */
export default function NewTicket({ whom }: { whom: Whom | null }) {
  const navigate = useNavigate()
  return <NewTicketDialog whom={whom} noteKey={noteKey} onClose={closeNewTicket} onOpened={(row) => { closeNewTicket(); void navigate({ to: '/tickets/$number', params: { number: String(row.number) } }) }} />
}
