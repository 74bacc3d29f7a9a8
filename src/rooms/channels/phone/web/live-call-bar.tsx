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
import { firstName } from '../../../../ui/presence.ts'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import { Runs } from './runs.tsx'
import { callbacksQuery } from './callbacks-due.ts'
import { closeForm, liveCallQuery, openForm, useForm } from './live-call.ts'
import { hangUp, takeCallback, type Call, type Callback } from './phone.ts'

const WrapUpDialog = lazy(() => import('./wrap-up-dialog.tsx'))

/** Over every page while I am on a call, or have not said how the last one went. It also says aloud when a callback is due. */
export default function LiveCallBar() {
  const call = useQuery(liveCallQuery).data?.call ?? null
  const form = useForm()
  useReminders()
  const runs = call !== null && call.endedAt === null
  useActs('Your call', call === null ? [] : runs ? [{ id: 'hang-up', label: 'Hang up', icon: PhoneOff, words: ['end', 'call'], run: () => void hangUp(call.id) }] : [{ id: `wrap-up ${call.id}`, label: 'Wrap up the last call', icon: Phone, words: ['outcome'], run: () => openForm({ kind: 'wrap-up', call }) }])
  return <>{call && <Bar call={call} runs={runs} />}{form?.kind === 'wrap-up' && <Suspense fallback={null}><WrapUpDialog key={form.call.id} call={form.call} onDone={closeForm} /></Suspense>}</>
}

function Bar({ call, runs }: { call: Call; runs: boolean }) {
  const who = call.customerName || 'the customer'
  return (
    <section aria-label={runs ? 'Your call' : 'Your last call'} data-chrome className={classNames('flex min-h-9 shrink-0 items-center gap-2 px-3 py-1 text-ui', runs ? 'bg-own-solid text-paper' : 'border-b border-time-line bg-time-soft text-time')}>
      {runs ? <Phone aria-hidden size={14} className="shrink-0" /> : <PhoneOff aria-hidden size={14} className="shrink-0" />}
      <Link to="/tickets/$number" params={{ number: String(call.number) }} preload={false} className="min-w-0 flex-1 truncate font-medium hover:underline">{runs ? `On a call with ${who}` : `How was the call with ${who}`} <span className="font-normal max-sm:sr-only">#{call.number} {call.subject}</span></Link>
      {runs && <Runs since={call.startedAt} />}
      {runs ? <button type="button" onClick={() => void hangUp(call.id)} className="h-7 shrink-0 rounded-md border border-paper/40 px-2 font-medium hover:bg-paper/15 max-sm:h-9">Hang up</button> : <Button size="small" onClick={() => openForm({ kind: 'wrap-up', call })}>Wrap up</Button>}
    </section>
  )
}

interface Heard { readonly promiseId: string; readonly ownerId: string; readonly minutes: number; readonly from: string; readonly kind?: string }

/** A callback that is due, and one that somebody else cannot make, is said aloud wherever one is, and stays until it is answered. */
function useReminders() {
  const me = useMe()
  const { face } = useDirectory()
  const navigate = useNavigate()
  const all = useQuery(callbacksQuery).data
  const said = useRef(new Map<string, string>())
  useEffect(() => onFact((fact) => {
    const data = fact.data as Heard
    if (fact.name === 'phone.callback-soon' && data.ownerId === me.id) void remind(data, navigate, soon(data.minutes))
    // One's own that others are asked to make: one may still make it oneself.
    if (fact.name === 'phone.callback-offered' && data.ownerId === me.id) void remind(data, navigate, (who) => `Your callback to ${who} is due; others are asked to make it`)
    if (fact.name === 'phone.callback-taken' && data.from === me.id && data.ownerId !== me.id) toasts.show({ text: `${firstName(face(data.ownerId).name)} makes your callback` })
    if (fact.name === 'phone.callback-attended' || fact.name === 'phone.callback-taken' || (fact.name.startsWith('promises.') && data.kind === 'callback' && fact.name !== 'promises.broken')) toasts.close(`callback-${data.promiseId}`)
  }), [me.id, navigate, face])
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

const soon = (minutes: number) => (who: string): string => (minutes === 0 ? `Call ${who} now` : `Call ${who} in ${minutes} minutes`)

async function remind({ promiseId, minutes }: Heard, navigate: ReturnType<typeof useNavigate>, words: (who: string) => string): Promise<void> {
  // The list may not hold it yet.
  const callback = (await cache.fetchQuery({ ...callbacksQuery, staleTime: 0 }).catch(() => [])).find((one) => one.promise.id === promiseId)
  if (!callback) return
  const text = words(callback.customerName || 'the customer')
  announce(text, 'assertive')
  toasts.show({ id: `callback-${promiseId}`, text, detail: callback.promise.text, tone: 'bad', seconds: minutes > 0 ? 110 : 600, action: { label: 'Open', run: () => { void navigate({ to: '/tickets/$number', params: { number: String(callback.ticket.number) } }); openForm({ kind: 'card', ticketId: callback.ticket.id }) } } })
}

function offered(callback: Callback): void {
  // Where whoever owes it is gone, it is offered before its time.
  const minutes = Math.round((Date.parse(callback.promise.dueAt) - Date.parse(callback.offer!.at)) / 60_000)
  const text = `Somebody is needed to call ${callback.customerName || 'a customer'} ${minutes > 1 ? `in ${minutes} minutes` : 'now'}`
  announce(text, 'assertive')
  toasts.show({ id: `offer-${callback.promise.id}`, text, detail: `#${callback.ticket.number} ${callback.promise.text}`, tone: 'bad', seconds: 300, action: { label: 'Take it', run: () => void takeCallback(callback) } })
}
