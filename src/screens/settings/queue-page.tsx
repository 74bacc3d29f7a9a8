import { QueueRules } from '../../rooms/queues/web/queue-rules.tsx'
import { TeamRules } from './team-rules.tsx'

/** How queues are worked, in the workspace and in each team. */
export const Page = () => (
  <TeamRules title="Queues" lead="Who is served next, who may choose, and how long a ticket stays with somebody who is not there." whose="Whose queue">
    {(teamId) => <QueueRules teamId={teamId} />}
  </TeamRules>
)
