import { useState } from 'react'
import { AuthorityRules } from '../../rooms/approvals/web/authority-rules.tsx'
import { PolicyRules } from '../../rooms/approvals/web/policy-rules.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { TeamRules } from './team-rules.tsx'

/** What is reserved for leads, and who decides what, in the workspace and in each team. */
export function Page() {
  const [side, setSide] = useState<'policy' | 'authority'>('policy')
  return (
    <TeamRules title="Approvals" lead="What needs a lead’s yes, and who may decide how much. A team may have rules of its own.">
      {(teamId) => (
        <Tabs
          label="What to set" value={side} onChange={setSide} tabs={[
            { id: 'policy', label: 'What is reserved', panel: <div className="pt-3"><PolicyRules teamId={teamId} /></div> },
            { id: 'authority', label: 'Who decides what', panel: <div className="pt-3"><AuthorityRules teamId={teamId} /></div> },
          ]}
        />
      )}
    </TeamRules>
  )
}
