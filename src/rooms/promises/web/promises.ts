import { queryOptions } from '@tanstack/react-query'
import type { In, Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { room, wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { Me } from '../../people/web/directory.ts'
import type { promise, promises } from '../contract.ts'

export type Promised = Out<typeof promise>
export type NewPromise = In<typeof promises.make.spec.body>
export const callPromises = room<typeof promises>()

export const ticketPromisesQuery = (ticketId: string) => queryOptions({
  queryKey: ['promises', 'ticket', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await callPromises('GET /tickets/:id/promises', { params: { id: ticketId } }, { signal })),
})
export const myPromisesQuery = queryOptions({ queryKey: ['promises', 'mine'] as const, queryFn: async () => (await liveReady(), await callPromises('GET /promises')) })

export const isOwed = (one: Promised): boolean => one.state === 'open' || one.late

/** What was answered stands at once wherever the promise is shown. */
export function put(one: Promised): void {
  cache.setQueryData(ticketPromisesQuery(one.ticketId).queryKey, (all) => all && [...all.filter((other) => other.id !== one.id), one].sort((a, b) => Number(isOwed(b)) - Number(isOwed(a)) || a.dueAt.localeCompare(b.dueAt)))
  const me = cache.getQueryData<Me>(['people', 'me'])?.id
  cache.setQueryData(myPromisesQuery.queryKey, (all) => all && [...all.filter((other) => other.id !== one.id), ...(one.ownerId === me && isOwed(one) ? [one] : [])].sort((a, b) => a.dueAt.localeCompare(b.dueAt)))
}

/** Carries an act out and says what became of it; answers whether it did. */
async function does(said: string, act: () => Promise<Promised>, undo?: () => void): Promise<boolean> {
  try {
    put(await act())
    toasts.show({ text: said, undo })
    return true
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return false
  }
}

const params = (id: string) => ({ params: { id } })
export const make = (ticketId: string, what: NewPromise): Promise<boolean> =>
  does('Promise noted', () => callPromises('POST /tickets/:id/promises', { ...params(ticketId), body: what }), () => void withdraw(what.id, 'Noted by mistake'))
export const fulfil = (one: Promised): Promise<boolean> => does(one.late ? 'Kept, late' : 'Promise kept', () => callPromises('POST /promises/:id/keep', params(one.id)), () => void does('Still to be kept', () => callPromises('POST /promises/:id/reopen', params(one.id))))
export const move = (one: Promised, to: { dueAt: string; told: boolean; reason: string }): Promise<boolean> => does('Due at another time', () => callPromises('POST /promises/:id/move', { ...params(one.id), body: to }))
export const pass = (one: Promised, personId: string, name: string): Promise<boolean> => does(`${name} sees to it now`, () => callPromises('POST /promises/:id/pass', { ...params(one.id), body: { personId } }), () => void does('It is with its owner again', () => callPromises('POST /promises/:id/pass', { ...params(one.id), body: { personId: one.ownerId } })))
export const withdraw = (id: string, reason: string): Promise<boolean> => does('Promise withdrawn', () => callPromises('POST /promises/:id/withdraw', { ...params(id), body: { reason } }))
