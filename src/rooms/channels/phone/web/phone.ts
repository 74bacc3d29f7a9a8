import { queryOptions } from '@tanstack/react-query'
import type { In, Out } from '../../../../core/contract.ts'
import { newId } from '../../../../core/ids.ts'
import { cache } from '../../../../core/web/cache.ts'
import { room, wordsFor } from '../../../../core/web/call.ts'
import { liveReady } from '../../../../core/web/live.ts'
import { toasts } from '../../../../ui/toast-store.ts'
import type { call, callback, card, contact, diversion, phone, quotable } from '../contract.ts'
import { callbacksQuery } from './callbacks-due.ts'
import { beforeEnding, liveCallQuery, openForm } from './live-call.ts'

export type Call = Out<typeof call>
export type Contact = Out<typeof contact>
export type Card = Out<typeof card>
export type Callback = Out<typeof callback>
export type Quotable = Out<typeof quotable>
export type Diversion = Out<typeof diversion>
export type Outcome = NonNullable<Call['outcome']>
export type LogBody = In<typeof phone.log.spec.body>
export type WrapBody = In<typeof phone.wrapUp.spec.body>
export const callPhone = room<typeof phone>()

const of = (id: string) => ({ params: { id } })
export const contactQuery = (ticketId: string) => queryOptions({ queryKey: ['phone', 'contact', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await callPhone('GET /tickets/:id/contact', of(ticketId), { signal })) })
export const cardQuery = (ticketId: string) => queryOptions({ queryKey: ['phone', 'card', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await callPhone('GET /tickets/:id/call-card', of(ticketId), { signal })) })
export const ticketCallsQuery = (ticketId: string) => queryOptions({ queryKey: ['phone', 'calls', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await callPhone('GET /tickets/:id/calls', of(ticketId), { signal })) })
export const timesQuery = (ticketId: string) => queryOptions({ queryKey: ['phone', 'times', ticketId] as const, queryFn: () => callPhone('GET /tickets/:id/callback-times', of(ticketId)), staleTime: 300_000 })

/** What was answered stands at once wherever the call is shown, unless something newer stands there. */
export function keepCall(one: Call): void {
  const live = cache.getQueryData(liveCallQuery.queryKey)?.call
  const known = live?.id === one.id ? live : cache.getQueryData(ticketCallsQuery(one.ticketId).queryKey)?.find((other) => other.id === one.id)
  if (known && known.version > one.version) return
  cache.setQueryData(liveCallQuery.queryKey, (before) => (one.may.change || before?.call?.id === one.id ? (one.wrappedAt === null ? { call: one } : before?.call?.id === one.id ? { call: null } : before) : before))
  cache.setQueryData(ticketCallsQuery(one.ticketId).queryKey, (all) => all && [...(one.discardedAt ? [] : [one]), ...all.filter((other) => other.id !== one.id)].sort((a, b) => b.startedAt.localeCompare(a.startedAt)))
}

/** Carries an act out and says what became of it; answers what was answered, or null when it was refused. */
export async function does<T>(act: () => Promise<T>, said?: string): Promise<T | null> {
  try {
    const answer = await act()
    if (said) toasts.show({ text: said })
    return answer
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return null
  }
}
async function doesCall(act: () => Promise<Call>, said?: string): Promise<Call | null> {
  const one = await does(act, said)
  if (one) keepCall(one)
  return one
}

/** Begins a call. While one is on another, that one is offered to be ended first. */
export async function startCall(ticketId: string, number: string, direction: 'out' | 'in' = 'out'): Promise<Call | null> {
  const body = { id: newId(), phone: number, direction }
  try {
    const one = await callPhone('POST /tickets/:id/calls/start', { ...of(ticketId), body })
    keepCall(one)
    return one
  } catch (error) {
    const on = callPhone.refused('POST /tickets/:id/calls/start', error)
    if (on?.code === 'phone.on-a-call') {
      void cache.invalidateQueries({ queryKey: liveCallQuery.queryKey })
      toasts.show({ text: `You are on a call with ${on.data.customerName || `#${on.data.number}`} already`, tone: 'bad', action: { label: 'End that one', run: () => void hangUp(on.data.callId) } })
    } else toasts.show({ text: wordsFor(error), tone: 'bad' })
    return null
  }
}
let ending: string | null = null
/** Ends a call, its words kept first, and asks how it went: once, however often it is pressed. */
export async function hangUp(id: string): Promise<void> {
  if (ending === id) return
  ending = id
  await beforeEnding.get(id)?.()
  const one = await doesCall(() => callPhone('POST /calls/:id/end', of(id)))
  ending = null
  if (one) openForm({ kind: 'wrap-up', call: one })
}
/** It was no call; taken back, it is to be wrapped up again, with the words that were kept. */
export async function discard(id: string): Promise<boolean> {
  const one = await doesCall(() => callPhone('POST /calls/:id/discard', of(id)))
  if (one) toasts.show({ text: 'Nobody was called', undo: () => void restore(id) })
  return one !== null
}
async function restore(id: string): Promise<void> {
  const one = await doesCall(() => callPhone('POST /calls/:id/restore', of(id)))
  if (one?.wrappedAt === null) openForm({ kind: 'wrap-up', call: one })
}
export const wrapUp = (id: string, body: WrapBody): Promise<Call> => callPhone('POST /calls/:id/wrap-up', { ...of(id), body }).then((one) => { keepCall(one); return one })
export const logCall = (ticketId: string, body: LogBody): Promise<Call> => callPhone('POST /tickets/:id/calls', { ...of(ticketId), body }).then((one) => { keepCall(one); return one })
/** Saves what is written about a call, or sets it right. */
export const saveWords = (id: string, body: In<typeof phone.change.spec.body>): Promise<Call> => callPhone('PATCH /calls/:id', { ...of(id), body }).then((one) => { keepCall(one); return one })

export const schedule = (ticketId: string, body: In<typeof phone.schedule.spec.body>): Promise<Callback> => callPhone('POST /tickets/:id/callbacks', { ...of(ticketId), body })
export async function takeCallback(one: Callback): Promise<Callback | null> {
  const taken = await does(() => callPhone('POST /callbacks/:id/take', of(one.promise.id)), 'The callback is yours')
  void cache.invalidateQueries({ queryKey: callbacksQuery.queryKey })
  return taken
}
