import { PlaybookRules } from '../../rooms/playbooks/web/playbook-rules.tsx'
import { ChecklistRules } from '../../rooms/subtasks/web/template-rules.tsx'
import { TeamRules } from './team-rules.tsx'

/** What helps at a first look: the checklists tickets begin with, and the playbooks that appear when they fit. */
export const Page = () => (
  <TeamRules title="Checklists and playbooks" lead="What is to be done on a ticket, and how to go about a moment." whose="Whose">
    {(teamId) => <><ChecklistRules teamId={teamId} /><PlaybookRules teamId={teamId} /></>}
  </TeamRules>
)
