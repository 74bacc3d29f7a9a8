import { UsersRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'

const everywhere = 'workspace'

/** A page of rules that the workspace sets and a team may have of its own: whose they are is chosen at the top. `children` gets the team, or null for the workspace. */
export function TeamRules({ title, lead, whose = 'Whose rules', children }: { title: string; lead: string; whose?: string; children: (teamId: string | null) => ReactNode }) {
  useTitle(title)
  const me = useMe()
  const { teams } = useDirectory()
  const admin = me.role === 'admin'
  const leads = new Set(me.teams.filter((one) => one.lead).map((one) => one.id))
  const places = [...(admin ? [{ id: everywhere, label: 'The workspace' }] : []), ...teams.filter((team) => admin || leads.has(team.id)).map((team) => ({ id: team.id, label: team.name }))]
  const [chosen, setChosen] = useState<string | null>(null)
  const place = chosen ?? places[0]?.id ?? null
  return (
    <PageBody title={title} lead={lead} actions={places.length > 1 ? <Select label={whose} options={places} value={place} onChange={setChosen} className="w-56" /> : <span className="text-ui text-muted">{places[0]?.label}</span>}>
      {place === null
        ? <EmptyState icon={UsersRound}>You lead no team. The rules of a team are set by its leads, those of the workspace by admins.</EmptyState>
        : <div key={place}>{children(place === everywhere ? null : place)}</div>}
    </PageBody>
  )
}
