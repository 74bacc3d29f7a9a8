import { CallRules } from '../../rooms/channels/phone/web/call-rules.tsx'
import { CustomerRules } from '../../rooms/customers/web/customer-rules.tsx'
import { HandoffRules } from '../../rooms/handoffs/web/handoff-rules.tsx'
import { HandoverRules } from '../../rooms/handovers/web/handover-rules.tsx'
import { LeaveRules } from '../../rooms/leave/web/leave-rules.tsx'
import { LookRules } from '../../rooms/looks/web/look-rules.tsx'
import { NoteRules } from '../../rooms/notes/web/note-rules.tsx'
import { TemplateRules } from '../../rooms/notes/web/template-rules.tsx'
import { PromiseRules } from '../../rooms/promises/web/promise-rules.tsx'
import { TicketRules } from '../../rooms/tickets/web/ticket-rules.tsx'
import { Weights } from '../../rooms/workload/web/weights.tsx'
import { TeamRules } from './team-rules.tsx'

/** How tickets and notes behave, in the workspace and in each team. */
export const Page = () => (
  <TeamRules title="Ticket rules" lead="What holds for every ticket. A team may have rules of its own.">
    {(teamId) => (
      <>
        <TicketRules teamId={teamId} /><NoteRules teamId={teamId} /><TemplateRules teamId={teamId} />{teamId === null && <CustomerRules />}
        <HandoffRules teamId={teamId} /><HandoverRules teamId={teamId} /><PromiseRules teamId={teamId} /><LookRules teamId={teamId} />
        {teamId === null && <><LeaveRules /><Weights /></>}<CallRules teamId={teamId} />
      </>
    )}
  </TeamRules>
)
