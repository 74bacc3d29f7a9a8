import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { QueueRules } from '../../rooms/queues/web/queue-rules.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'

const everywhere = 'workspace'

/** How queues are worked, in the workspace and in each team. */
export function Page() {
  useTitle('Queues')
  const me = useMe()
  const { teams } = useDirectory()
  const admin = me.role === 'admin'
  const leads = new Set(me.teams.filter((one) => one.lead).map((one) => one.id))
  const mine = teams.filter((team) => admin || leads.has(team.id))
  const places = [...(admin ? [{ id: everywhere, label: 'The workspace' }] : []), ...mine.map((team) => ({ id: team.id, label: team.name }))]
  const [chosen, setChosen] = useState<string | null>(null)
  const place = chosen ?? places[0]?.id ?? null
  return (
    <PageBody title="Queues" lead="Who is served next, who may choose, and how long a ticket stays with somebody who is not there." actions={places.length > 1 && <Select label="Whose queue" options={places} value={place} onChange={setChosen} className="w-56" />}>
      {place === null
        ? <EmptyState icon={UsersRound}>You lead no team. How a team’s queue is worked is set by its leads, for the workspace by admins.</EmptyState>
        : <QueueRules key={place} teamId={place === everywhere ? null : place} />}
    </PageBody>
  )
}
