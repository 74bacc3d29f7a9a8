import { useQuery } from '@tanstack/react-query'
import { Laptop, Smartphone } from 'lucide-react'
import { wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { sessionsQuery, type Session } from './account.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { Line, Lines, Section } from './section.tsx'

/** Where I am signed in; each can be ended alone, all others at once. */
export function SessionsSection() {
  const { data, error } = useQuery(sessionsQuery)
  const { busy, error: failed, run } = useSending(async () => undefined)
  const again = () => cache.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  const end = (one: Session) => run(async () => {
    await callPeople('DELETE /me/sessions/:id', { params: { id: one.id } })
    await again()
    toasts.show({ text: `Signed out of ${one.device}` })
  })
  const endOthers = () => run(async () => {
    const { ended } = await callPeople('POST /sign-out/everywhere')
    await again()
    toasts.show({ text: ended === 1 ? 'One session ended' : `${ended} sessions ended` })
  })
  return (
    <Section title="Where you are signed in" help="Do not know one of these? End it, then change your password.">
      {error ? <Trouble>{wordsFor(error)}</Trouble> : !data ? <Skeleton className="h-10 w-full" /> : (
        <Lines label="Sessions">{data.map((one) => <SessionLine key={one.id} one={one} onEnd={() => end(one)} />)}</Lines>
      )}
      <div className="mt-4 flex flex-col gap-3"><Trouble>{failed}</Trouble>{(data?.length ?? 0) > 1 && <Button loading={busy} onClick={endOthers} className="self-start">Sign out everywhere else</Button>}</div>
    </Section>
  )
}

function SessionLine({ one, onEnd }: { one: Session; onEnd: () => void }) {
  const Sign = /iPhone|Android|iPad/.test(one.device) ? Smartphone : Laptop
  return (
    <Line
      sign={<Sign aria-hidden size={18} strokeWidth={1.5} className="shrink-0 text-muted" />}
      title={<>{one.device}{one.current && <Badge tone="own">This browser</Badge>}</>}
      detail={<><span className="tabular-nums">{one.address}</span> · signed in <Time at={one.madeAt} /> · last used <Time at={one.seenAt} as="ago" /></>}
    >
      {!one.current && <Button size="small" variant="ghost" onClick={onEnd} aria-label={`End the session on ${one.device}`}>End</Button>}
    </Line>
  )
}
