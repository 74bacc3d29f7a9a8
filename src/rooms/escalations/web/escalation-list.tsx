import { useQuery } from '@tanstack/react-query'
import { TrendingUp } from 'lucide-react'
import { wordsFor } from '../../../core/web/call.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TaskSection } from '../../../ui/task-row.tsx'
import { listQuery, type Listed, type View } from './escalations.ts'
import { EscalationRow } from './my-escalations.tsx'

const empty: Record<View, string> = {
  mine: 'Nothing waits for you. What you are asked about, and what you have to tell a customer, appears here.',
  teams: 'No escalation is open in your teams. Press e on a ticket to ask somebody with more authority or expertise.',
  ended: 'Closed and withdrawn escalations appear here.',
}

/** Escalations under what has to happen with them next. */
export function EscalationList({ view, teamId }: { view: View; teamId: string | null }) {
  const { data, error, refetch } = useQuery(listQuery(view, teamId))
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={5} label="Loading escalations" />
  if (!data.items.length) return <EmptyState icon={TrendingUp}>{empty[view]}</EmptyState>
  const groups = view === 'mine' ? mineGroups : view === 'teams' ? teamGroups : endedGroups
  return groups.map(({ title, fits }) => {
    const rows = data.items.filter(fits)
    return <TaskSection key={title} title={title} count={rows.length} tone={rows.some((row) => row.escalation.overdue) ? 'late' : 'plain'}>{rows.map((row) => <EscalationRow key={row.escalation.id} row={row} />)}</TaskSection>
  })
}

interface Group { readonly title: string; readonly fits: (row: Listed) => boolean }
const mineGroups: readonly Group[] = [
  { title: 'To take on', fits: (row) => row.mine === 'acknowledge' }, { title: 'To answer', fits: (row) => row.mine === 'answer' }, { title: 'To tell the customer', fits: (row) => row.mine === 'tell' }, { title: 'To close', fits: (row) => row.mine === 'close' },
]
const teamGroups: readonly Group[] = [
  { title: 'Nobody has taken it on', fits: (row) => row.escalation.state === 'raised' }, { title: 'Somebody is on it', fits: (row) => row.escalation.state === 'acknowledged' },
  { title: 'Answered, the customer is to be told', fits: (row) => row.escalation.state === 'answered' }, { title: 'Told, to be closed', fits: (row) => row.escalation.state === 'told' },
]
const endedGroups: readonly Group[] = [{ title: 'Closed', fits: (row) => row.escalation.state === 'closed' }, { title: 'Withdrawn', fits: (row) => row.escalation.state === 'withdrawn' }]
