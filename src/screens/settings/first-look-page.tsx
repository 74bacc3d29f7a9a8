import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { PlaybookRules } from '../../rooms/playbooks/web/playbook-rules.tsx'
import { ChecklistRules } from '../../rooms/subtasks/web/template-rules.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'

const everywhere = 'workspace'

/** What helps at a first look: the checklists tickets begin with, and the playbooks that appear when they fit. */
export function Page() {
  useTitle('Checklists and playbooks')
  const me = useMe()
  const { teams } = useDirectory()
  const admin = me.role === 'admin'
  const leads = new Set(me.teams.filter((one) => one.lead).map((one) => one.id))
  const places = [...(admin ? [{ id: everywhere, label: 'The workspace' }] : []), ...teams.filter((team) => admin || leads.has(team.id)).map((team) => ({ id: team.id, label: team.name }))]
  const [chosen, setChosen] = useState<string | null>(null)
  const place = chosen ?? places[0]?.id ?? null
  const teamId = place === everywhere ? null : place
  return (
    <PageBody title="Checklists and playbooks" lead="What is to be done on a ticket, and how to go about a moment." actions={places.length > 1 && <Select label="Whose" options={places} value={place} onChange={setChosen} className="w-56" />}>
      {place === null
        ? <EmptyState icon={UsersRound}>You lead no team. Those of a team are made by its leads, those of the workspace by admins.</EmptyState>
        : <div key={place}><ChecklistRules teamId={teamId} /><PlaybookRules teamId={teamId} /></div>}
    </PageBody>
  )
}
