import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { keysQuery, type Key } from './account.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { Line, Lines } from './section.tsx'

/** API keys: what each may do, when it was last used, its end. */
export function KeysList({ action }: { action: React.ReactNode }) {
  const { data, error } = useQuery(keysQuery)
  const { error: failed, run } = useSending(async () => undefined)
  const revoke = (one: Key) => run(async () => {
    await callPeople('DELETE /keys/:id', { params: { id: one.id } })
    await cache.invalidateQueries({ queryKey: keysQuery.queryKey })
    toasts.show({ text: `${one.name} stopped working` })
  })
  if (error && !data) return <Trouble>{wordsFor(error)}</Trouble>
  if (!data) return <SkeletonRows rows={3} label="Loading keys" />
  if (!data.items.length) return <EmptyState icon={KeyRound} action={action}>Keys let other programs use the same endpoints as this desk, no more than you allow.</EmptyState>
  return (
    <>
      <Trouble>{failed}</Trouble>
      <Lines label="API keys">
        {data.items.map((one) => (
          <Line
            key={one.id} title={<>{one.name}<span className="font-mono text-meta font-normal text-muted">…{one.hint}</span>{one.kind === 'service' && <Badge>Service</Badge>}</>}
            detail={<>{one.scopes.join(', ')} · {one.lastUsedAt ? <>last used <Time at={one.lastUsedAt} as="ago" /></> : 'never used'}</>}
          >
            <Button size="small" variant="ghost" onClick={() => revoke(one)} className="text-danger!" aria-label={`Revoke the key ${one.name}`}>Revoke</Button>
          </Line>
        ))}
      </Lines>
    </>
  )
}
