import { useMe } from '../../rooms/people/web/directory.ts'
import { RotaRules } from '../../rooms/rota/web/rota-rules.tsx'
import { AvailabilityRules, OwnStates } from '../../rooms/shifts/web/availability-rules.tsx'
import { TeamRules } from './team-rules.tsx'

/** How availability and the rota behave, in the workspace and in each team. */
export function Page() {
  const admin = useMe().role === 'admin'
  return (
    <TeamRules title="Availability and rota" lead="What counts as being there, and how much one person handles. A team may have rules of its own.">
      {(teamId) => <><AvailabilityRules teamId={teamId} admin={admin} />{teamId === null && <OwnStates />}<RotaRules teamId={teamId} /></>}
    </TeamRules>
  )
}
