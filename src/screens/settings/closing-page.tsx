import { ReasonList } from '../../rooms/closings/web/reason-list.tsx'
import { TeamRules } from './team-rules.tsx'

/** Why tickets are closed, and what must be so before: in the workspace and in each team. */
export const Page = () => (
  <TeamRules title="Closing" lead="Why tickets are closed, and what must be settled before." whose="Whose reasons">
    {(teamId) => <ReasonList teamId={teamId} />}
  </TeamRules>
)
