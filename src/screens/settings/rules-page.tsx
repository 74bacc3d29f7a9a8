import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { CallRules } from '../../rooms/channels/phone/web/call-rules.tsx'
import { NoteRules } from '../../rooms/notes/web/note-rules.tsx'
import { TemplateRules } from '../../rooms/notes/web/template-rules.tsx'
import { CustomerRules } from '../../rooms/customers/web/customer-rules.tsx'
import { HandoffRules } from '../../rooms/handoffs/web/handoff-rules.tsx'
import { HandoverRules } from '../../rooms/handovers/web/handover-rules.tsx'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { LeaveRules } from '../../rooms/leave/web/leave-rules.tsx'
import { Weights } from '../../rooms/workload/web/weights.tsx'
import { LookRules } from '../../rooms/looks/web/look-rules.tsx'
import { PromiseRules } from '../../rooms/promises/web/promise-rules.tsx'
import { TicketRules } from '../../rooms/tickets/web/ticket-rules.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'

const everywhere = 'workspace'

/** How tickets and notes behave, in the workspace and in each team. */
export function Page() {
  useTitle('Ticket rules')
  const me = useMe()
  const { teams } = useDirectory()
  const admin = me.role === 'admin'
  const leads = new Set(me.teams.filter((one) => one.lead).map((one) => one.id))
  const mine = teams.filter((team) => admin || leads.has(team.id))
  const places = [...(admin ? [{ id: everywhere, label: 'The workspace' }] : []), ...mine.map((team) => ({ id: team.id, label: team.name }))]
  const [chosen, setChosen] = useState<string | null>(null)
  const place = chosen ?? places[0]?.id ?? null
  const teamId = place === everywhere ? null : place
  return (
    <PageBody title="Ticket rules" lead="What holds for every ticket. A team may have rules of its own." actions={places.length > 1 && <Select label="Whose rules" options={places} value={place} onChange={setChosen} className="w-56" />}>
      {place === null
        ? <EmptyState icon={UsersRound}>You lead no team. The rules of a team are set by its leads, those of the workspace by admins.</EmptyState>
        : <div key={place}><TicketRules teamId={teamId} /><NoteRules teamId={teamId} /><TemplateRules teamId={teamId} />{teamId === null && <CustomerRules />}<HandoffRules teamId={teamId} /><HandoverRules teamId={teamId} /><PromiseRules teamId={teamId} /><LookRules teamId={teamId} />{teamId === null && <><LeaveRules /><Weights /></>}<CallRules teamId={teamId} /></div>}
    </PageBody>
  )
}
