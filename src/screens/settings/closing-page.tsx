import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { ReasonList } from '../../rooms/closings/web/reason-list.tsx'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'

const everywhere = 'workspace'

/** Why tickets are closed, and what must be so before: in the workspace and in each team. */
export function Page() {
  useTitle('Closing')
  const me = useMe()
  const { teams } = useDirectory()
  const admin = me.role === 'admin'
  const leads = new Set(me.teams.filter((one) => one.lead).map((one) => one.id))
  const places = [...(admin ? [{ id: everywhere, label: 'The workspace' }] : []), ...teams.filter((team) => admin || leads.has(team.id)).map((team) => ({ id: team.id, label: team.name }))]
  const [chosen, setChosen] = useState<string | null>(null)
  const place = chosen ?? places[0]?.id ?? null
  return (
    <PageBody title="Closing" lead="Why tickets are closed, and what must be settled before." actions={places.length > 1 && <Select label="Whose reasons" options={places} value={place} onChange={setChosen} className="w-56" />}>
      {place === null ? <EmptyState icon={UsersRound}>You lead no team. The reasons of a team are set by its leads, those of the workspace by admins.</EmptyState> : <ReasonList key={place} teamId={place === everywhere ? null : place} />}
    </PageBody>
  )
}
