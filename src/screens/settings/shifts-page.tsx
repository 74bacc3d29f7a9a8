import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { RotaRules } from '../../rooms/rota/web/rota-rules.tsx'
import { AvailabilityRules, OwnStates } from '../../rooms/shifts/web/availability-rules.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'

const everywhere = 'workspace'

/** How availability and the rota behave, in the workspace and in each team. */
export function Page() {
  useTitle('Availability and rota')
  const me = useMe()
  const { teams } = useDirectory()
  const admin = me.role === 'admin'
  const leads = new Set(me.teams.filter((one) => one.lead).map((one) => one.id))
  const places = [...(admin ? [{ id: everywhere, label: 'The workspace' }] : []), ...teams.filter((team) => admin || leads.has(team.id)).map((team) => ({ id: team.id, label: team.name }))]
  const [chosen, setChosen] = useState<string | null>(null)
  const place = chosen ?? places[0]?.id ?? null
  const teamId = place === everywhere ? null : place
  return (
    <PageBody title="Availability and rota" lead="What counts as being there, and how much one person handles. A team may have rules of its own." actions={places.length > 1 && <Select label="Whose rules" options={places} value={place} onChange={setChosen} className="w-56" />}>
      {place === null
        ? <EmptyState icon={UsersRound}>You lead no team. The rules of a team are set by its leads, those of the workspace by admins.</EmptyState>
        : <div key={place}><AvailabilityRules teamId={teamId} admin={admin} />{teamId === null && <OwnStates />}<RotaRules teamId={teamId} /></div>}
    </PageBody>
  )
}
