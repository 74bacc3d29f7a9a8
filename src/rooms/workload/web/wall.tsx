import { useQuery } from '@tanstack/react-query'
import { LayoutPanelTop } from 'lucide-react'
import { wordsFor } from '../../../core/web/call.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { WallPeople } from './wall-people.tsx'
import { WallQueue } from './wall-queue.tsx'
import { wallQuery } from './workload.ts'

/** Queues and people as they are now. Large for a screen on the wall; the figures follow what happens. */
export function Wall({ teamId, big = false }: { teamId: string | null; big?: boolean }) {
  const { data, error, refetch } = useQuery(wallQuery(teamId))
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={8} label="Counting" />
  if (data.teams.length === 0) return <EmptyState icon={LayoutPanelTop}>You see no team’s queue. Ask an admin to add you to a team.</EmptyState>
  return (
    <div>
      {data.teams.map((team) => <WallQueue key={team.teamId} team={team} at={data.at} big={big} />)}
      {data.people && data.people.length > 0 && <WallPeople people={data.people} at={data.at} big={big} />}
    </div>
  )
}
