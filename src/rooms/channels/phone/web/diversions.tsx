import { queryOptions, useQuery } from '@tanstack/react-query'
import { PhoneForwarded } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { cache } from '../../../../core/web/cache.ts'
import { wordsFor } from '../../../../core/web/call.ts'
import { Avatar } from '../../../../ui/avatar.tsx'
import { Badge } from '../../../../ui/badge.tsx'
import { Button } from '../../../../ui/button.tsx'
import { ErrorState } from '../../../../ui/error-state.tsx'
import { useNow } from '../../../../ui/now.ts'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Time } from '../../../../ui/time.tsx'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import { Line, Lines } from '../../../people/web/section.tsx'
import { telOf } from './call-words.ts'
import { callPhone, does, type Diversion } from './phone.ts'

const DiversionDialog = lazy(() => import('./diversion-dialog.tsx'))
export const diversionsQuery = queryOptions({ queryKey: ['phone', 'diversions'] as const, queryFn: () => callPhone('GET /diversions') })

export async function endDiversion(one: Diversion): Promise<void> {
  try {
    await callPhone('DELETE /people/:id/diversion', { params: { id: one.personId } })
    const { from, until, toPersonId, number, note } = one
    toasts.show({ text: 'Diversion ended', undo: () => void does(() => callPhone('PUT /people/:id/diversion', { params: { id: one.personId }, body: { from, until, toPersonId, number, note } })).then(() => cache.invalidateQueries({ queryKey: diversionsQuery.queryKey })) })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
  void cache.invalidateQueries({ queryKey: diversionsQuery.queryKey })
}

/** Where calls go while somebody cannot take them: one's own, those to oneself, and of people one leads. */
export function Diversions() {
  const me = useMe()
  const { everyone, face } = useDirectory()
  const now = useNow(30_000)
  const { data: all, error, refetch } = useQuery(diversionsQuery)
  // They begin and end by themselves, also while one looks.
  const data = all?.filter((one) => Date.parse(one.until) > now)
  const [setting, setSetting] = useState<string | null>(null)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  const leads = new Set(me.teams.filter((team) => team.lead).map((team) => team.id))
  const may = (id: string) => id === me.id || me.role === 'admin' || (me.role === 'lead' && everyone.find((one) => one.id === id)?.teams.some((team) => leads.has(team.id)))
  const own = data?.find((one) => one.personId === me.id)
  return (
    <section aria-labelledby="diversions-title">
      <div className="mb-3 flex flex-wrap items-center gap-3"><h2 id="diversions-title" className="min-w-0 flex-1 text-ui font-semibold">Where calls go</h2>{data && <Button size="small" icon={PhoneForwarded} onClick={() => setSetting(me.id)}>{own ? 'Change my diversion' : 'Divert my calls'}</Button>}</div>
      {!data ? <SkeletonRows rows={2} label="Loading diversions" /> : data.length === 0 ? <p className="text-ui text-muted">Nobody’s calls are diverted. A diversion has a start and an end, and their leads see it.</p> : (
        <Lines label="Diversions">
          {data.map((one) => (
            <Line
              key={one.id} sign={<Avatar person={face(one.personId)} size={24} decorative />}
              title={<>{one.personId === me.id ? 'You' : face(one.personId).name} <span className="font-normal text-muted">to</span> {one.toPersonId ? (one.toPersonId === me.id ? 'you' : face(one.toPersonId).name) : <a href={telOf(one.number)} className="tabular-nums hover:underline">{one.number}</a>}{one.toPersonId && one.number && <span className="font-normal tabular-nums">{one.number}</span>}{Date.parse(one.from) <= now ? <Badge tone="own">Now</Badge> : <Badge>Later</Badge>}</>}
              detail={<>From <Time at={one.from} className="tabular-nums" /> to <Time at={one.until} className="tabular-nums" />{one.note && ` · ${one.note}`}{one.setBy !== one.personId && ` · set by ${face(one.setBy).name}`}</>}
            >
              {may(one.personId) && <><Button size="small" variant="ghost" onClick={() => setSetting(one.personId)}>Change</Button><Button size="small" variant="ghost" onClick={() => void endDiversion(one)}>End</Button></>}
            </Line>
          ))}
        </Lines>
      )}
      {setting && <Suspense fallback={null}><DiversionDialog personId={setting} before={data?.find((one) => one.personId === setting) ?? null} onDone={() => setSetting(null)} /></Suspense>}
    </section>
  )
}
