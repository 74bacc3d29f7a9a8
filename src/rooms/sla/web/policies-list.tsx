import { useQuery } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Line, Lines } from '../../people/web/section.tsx'
import { callSla, policiesQuery, type Policy } from './sla.ts'

/** Every service level, strictest first: in this order they are tried on a ticket. */
export function PoliciesList({ onOpen, may, action }: { onOpen: (policy: Policy) => void; may: boolean; action?: React.ReactNode }) {
  const { data, error, refetch } = useQuery(policiesQuery)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={3} label="Loading service levels" />
  if (!data.length) return <EmptyState icon={Gauge} action={action}>No service level yet. Tickets have no due times of their own; promises, handoffs and escalations have theirs.</EmptyState>
  return (
    <Lines label="Service levels, strictest first">
      {data.map((one, at) => (
        <Line
          key={one.id} sign={<span className="w-5 shrink-0 text-center text-meta text-muted tabular-nums">{at + 1}</span>}
          title={<>{one.name}{one.tickets > 0 && <Badge>{one.tickets} open</Badge>}{one.reviewOn && one.reviewOn <= new Date().toISOString().slice(0, 10) && <Badge tone="time">look at it again</Badge>}</>}
          detail={<>{one.words.who}: {one.words.what}.</>}
        >
          {may && <><Button size="small" variant="ghost" onClick={() => void retire(one)} aria-label={`Retire ${one.name}`}>Retire</Button><Button size="small" onClick={() => onOpen(one)} aria-label={`Change ${one.name}`}>Change</Button></>}
        </Line>
      ))}
    </Lines>
  )
}

async function retire(one: Policy): Promise<void> {
  try {
    await callSla('DELETE /sla/policies/:id', { params: { id: one.id } })
    await cache.invalidateQueries({ queryKey: policiesQuery.queryKey })
    toasts.show({ text: `${one.name} is retired`, detail: 'Its tickets go by the next one that fits.' })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
