import { Scale } from 'lucide-react'
import { useTitle } from '../../core/web/title.ts'
import { useMe } from '../../rooms/people/web/directory.ts'
import { MyLoad } from '../../rooms/workload/web/my-load.tsx'
import { TeamLoads } from '../../rooms/workload/web/team-loads.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TeamFrame } from './team-frame.tsx'

/** What I carry; for who leads, what everybody carries and who could help whom. */
export function Page() {
  useTitle('Load')
  const me = useMe()
  const leads = me.role === 'admin' || (me.role === 'lead' && me.teams.some((team) => team.lead))
  return (
    <TeamFrame tab="load" width={980} lead={leads ? 'Who carries how much, weighted by channel, priority and length. It is no ranking: ask before you move anything.' : 'What you carry, weighted by channel, priority and length. Only you and who leads you see it.'}>
      {me.role === 'collaborator' ? <EmptyState icon={Scale}>You work no tickets yourself, so there is nothing to weigh. Who does sees here what they carry.</EmptyState> : <MyLoad />}
      {leads && <TeamLoads teamId={null} />}
    </TeamFrame>
  )
}
