import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { AuthorityRules } from '../../rooms/approvals/web/authority-rules.tsx'
import { PolicyRules } from '../../rooms/approvals/web/policy-rules.tsx'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'
import { Tabs } from '../../ui/tabs.tsx'

const everywhere = 'workspace'

/** What is reserved for leads, and who decides what, in the workspace and in each team. */
export function Page() {
  useTitle('Approvals')
  const me = useMe()
  const { teams } = useDirectory()
  const [side, setSide] = useState<'policy' | 'authority'>('policy')
  const [chosen, setChosen] = useState<string | null>(null)
  const admin = me.role === 'admin'
  const leads = new Set(me.teams.filter((one) => one.lead).map((one) => one.id))
  const places = [...(admin ? [{ id: everywhere, label: 'The workspace' }] : []), ...teams.filter((team) => admin || leads.has(team.id)).map((team) => ({ id: team.id, label: team.name }))]
  const place = chosen ?? places[0]?.id ?? null
  const teamId = place === everywhere ? null : place
  return (
    <PageBody title="Approvals" lead="What needs a lead’s yes, and who may decide how much. A team may have rules of its own." actions={places.length > 1 && <Select label="Whose rules" options={places} value={place} onChange={setChosen} className="w-56" />}>
      {place === null
        ? <EmptyState icon={UsersRound}>You lead no team. What is reserved in a team is set by its leads, for the workspace by admins.</EmptyState>
        : (
          <Tabs
            label="What to set" value={side} onChange={setSide} tabs={[
              { id: 'policy', label: 'What is reserved', panel: <div key={place} className="pt-3"><PolicyRules teamId={teamId} /></div> },
              { id: 'authority', label: 'Who decides what', panel: <div key={place} className="pt-3"><AuthorityRules teamId={teamId} /></div> },
            ]}
          />
        )}
    </PageBody>
  )
}
