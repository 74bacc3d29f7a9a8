import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { feedQuery } from './rota.ts'
import { callRota } from './swaps.ts'

/** My shifts in my own calendar: a secret address, made anew or ended at will. */
export function RotaFeed() {
  const { data, error, refetch } = useQuery(feedQuery)
  const busy = useRef(false)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={2} label="Loading the address" />
  const keep = async (run: () => Promise<typeof data>, said: string) => {
    // One address makes the one before dead: pressed twice it is made once.
    if (busy.current) return
    busy.current = true
    try {
      cache.setQueryData(feedQuery.queryKey, await run())
      toasts.show({ text: said })
    } catch (problem) {
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    } finally {
      busy.current = false
    }
  }
  return (
    <Section title="Your shifts in your calendar" help="Subscribe to this address in your calendar: it reads your shifts by itself. Whoever has the address sees when you work, so keep it to yourself.">
      <div className="flex max-w-[520px] flex-col gap-3 text-ui">
        {data.url === null
          ? <Button onClick={() => void keep(() => callRota('POST /me/rota-feed', { body: {} }), 'The address is made')} className="self-start">Make an address</Button>
          : (
            <>
              <Field label="Secret address"><TextInput value={data.url} readOnly onFocus={(event) => event.currentTarget.select()} /></Field>
              <p className="text-meta text-muted">{data.readAt ? <>A calendar read it <Time at={Date.parse(data.readAt)} />.</> : 'No calendar read it yet.'}</p>
              <div className="flex flex-wrap gap-2">
                <Button variant="primary" onClick={() => void copyText(data.url!).then((done) => { if (done) toasts.show({ text: 'Address copied' }) })}>Copy address</Button>
                <Button onClick={() => void keep(() => callRota('POST /me/rota-feed', { body: {} }), 'A new address is made; the old one is dead')}>Make a new one</Button>
                <Button variant="ghost" onClick={() => void keep(() => callRota('DELETE /me/rota-feed'), 'No calendar reads your shifts any more')}>End it</Button>
              </div>
            </>
          )}
      </div>
    </Section>
  )
}
