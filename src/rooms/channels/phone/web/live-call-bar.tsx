import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Phone, PhoneOff } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { cache, onFact } from '../../../../core/web/cache.ts'
import { useActs } from '../../../../ui/acts.ts'
import { Button } from '../../../../ui/button.tsx'
import { classNames } from '../../../../ui/class-names.ts'
import { announce } from '../../../../ui/live-region.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { useMe } from '../../../people/web/directory.ts'
import { end, Runs } from './call-pane.tsx'
import { callbacksQuery } from './callbacks-due.ts'
import { closeForm, liveCallQuery, openForm, useForm } from './live-call.ts'
import { takeCallback, type Call, type Callback } from './phone.ts'

const WrapUpDialog = lazy(() => import('./wrap-up-dialog.tsx'))

/** Over every page while I am on a call, or have not said how the last one went. It also says aloud when a callback is due. */
export default function LiveCallBar() {
  const call = useQuery(liveCallQuery).data?.call ?? null
  const form = useForm()
  useReminders()
  const runs = call !== null && call.endedAt === null
  useActs('Your call', call === null ? [] : runs ? [{ id: 'hang-up', label: 'Hang up', icon: PhoneOff, words: ['end', 'call'], run: () => end(call) }] : [{ id: 'wrap-up', label: 'Wrap up the last call', icon: Phone, words: ['outcome'], run: () => openForm({ kind: 'wrap-up', call }) }])
  return <>{call && <Bar call={call} runs={runs} />}{form?.kind === 'wrap-up' && <Suspense fallback={null}><WrapUpDialog key={form.call.id} call={form.call} onDone={closeForm} /></Suspense>}</>
}

function Bar({ call, runs }: { call: Call; runs: boolean }) {
  const who = call.customerName || 'the customer'
  return (
    <section aria-label={runs ? 'Your call' : 'Your last call'} data-chrome className={classNames('flex min-h-9 shrink-0 items-center gap-2 px-3 py-1 text-ui', runs ? 'bg-own-solid text-paper' : 'border-b border-time-line bg-time-soft text-time')}>
      {runs ? <Phone aria-hidden size={14} className="shrink-0" /> : <PhoneOff aria-hidden size={14} className="shrink-0" />}
      <Link to="/tickets/$number" params={{ number: String(call.number) }} preload={false} className="min-w-0 flex-1 truncate font-medium hover:underline">{runs ? `On a call with ${who}` : `How was the call with ${who}`} <span className="font-normal max-sm:sr-only">#{call.number} {call.subject}</span></Link>
      {runs && <Runs since={call.startedAt} />}
      {runs ? <button type="button" onClick={() => end(call)} className="h-7 shrink-0 rounded-md border border-paper/40 px-2 font-medium hover:bg-paper/15 max-sm:h-9">Hang up</button> : <Button size="small" onClick={() => openForm({ kind: 'wrap-up', call })}>Wrap up</Button>}
    </section>
  )
}

interface Soon { readonly promiseId: string; readonly ownerId: string; readonly minutes: number }

/** A callback that is due, and one that somebody else cannot make, is said aloud wherever one is, and stays until it is answered. */
function useReminders() {
  const me = useMe()
  const navigate = useNavigate()
  const all = useQuery(callbacksQuery).data
  const said = useRef(new Map<string, string>())
  useEffect(() => onFact((fact) => {
    const data = fact.data as Soon
    if (fact.name === 'phone.callback-soon' && data.ownerId === me.id) void remind(data, navigate)
    if (fact.name === 'phone.callback-attended') toasts.close(`callback-${data.promiseId}`)
  }), [me.id, navigate])
  useEffect(() => {
    if (!all) return
    const open = all.filter((one) => one.offer?.mine && one.promise.ownerId !== me.id)
    for (const one of open) {
      if (said.current.get(one.promise.id) === one.offer!.at) continue
      said.current.set(one.promise.id, one.offer!.at)
      offered(one)
    }
    for (const id of said.current.keys()) if (!open.some((one) => one.promise.id === id)) { said.current.delete(id); toasts.close(`offer-${id}`) }
  }, [all, me.id])
}

async function remind({ promiseId, minutes }: Soon, navigate: ReturnType<typeof useNavigate>): Promise<void> {
  // The list may not hold it yet.
  const callback = (await cache.fetchQuery({ ...callbacksQuery, staleTime: 0 }).catch(() => [])).find((one) => one.promise.id === promiseId)
  if (!callback) return
  const who = callback.customerName || 'the customer'
  const text = minutes === 0 ? `Call ${who} now` : `Call ${who} in ${minutes} minutes`
  announce(text, 'assertive')
  toasts.show({ id: `callback-${promiseId}`, text, detail: callback.promise.text, tone: 'bad', seconds: minutes === 0 ? 600 : 110, action: { label: 'Open', run: () => { void navigate({ to: '/tickets/$number', params: { number: String(callback.promise.number) } }); openForm({ kind: 'card', ticketId: callback.promise.ticketId }) } } })
}

function offered(callback: Callback): void {
  const text = `Somebody is needed to call ${callback.customerName || 'a customer'} now`
  announce(text, 'assertive')
  toasts.show({ id: `offer-${callback.promise.id}`, text, detail: `#${callback.promise.number} ${callback.promise.text}`, tone: 'bad', seconds: 300, action: { label: 'Take it', run: () => void takeCallback(callback) } })
}
