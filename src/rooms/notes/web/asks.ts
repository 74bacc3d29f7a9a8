import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { store } from '../../../core/web/store.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { Me } from '../../people/web/directory.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'
import type { ask } from '../contract.ts'
import { callNotes } from './notes.ts'

export type Ask = Out<typeof ask>

export const myAsksQuery = queryOptions({ queryKey: ['notes', 'asks', 'mine'] as const, queryFn: async () => (await liveReady(), await callNotes('GET /asks')) })
export const ticketAsksQuery = (ticketId: string) => queryOptions({
  queryKey: ['notes', 'asks', 'ticket', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await callNotes('GET /tickets/:id/asks', { params: { id: ticketId } }, { signal })),
})

const none: readonly Ask[] = []
/** What waits for me: on my own list, and to my teams until somebody takes it. */
export const useMyAsks = (): readonly Ask[] => useQuery(myAsksQuery).data ?? none
export const useMyAskCount = (): number => useMyAsks().length

/** What was answered stands at once wherever the ask is shown. */
function put(one: Ask): void {
  const me = cache.getQueryData<Me>(['people', 'me'])
  const onMine = one.state === 'open' && (one.personId === me?.id || one.may.take)
  cache.setQueryData(myAsksQuery.queryKey, (all) => all && [...all.filter((other) => other.id !== one.id), ...(onMine ? [one] : [])].sort((a, b) => a.dueAt.localeCompare(b.dueAt)))
  void cache.invalidateQueries({ queryKey: ['notes', 'asks', 'ticket'] })
  void readEntry(cache, one.ticketId, one.noteId)
}

async function does(said: string, act: () => Promise<Ask>, undo?: () => void): Promise<boolean> {
  try {
    put(await act())
    toasts.show({ text: said, undo })
    return true
  } catch (error) {
    void cache.invalidateQueries({ queryKey: ['notes', 'asks'] })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return false
  }
}

const params = (one: Ask) => ({ params: { id: one.id } })
type To = { readonly kind: 'person' | 'team'; readonly id: string }
export const reopen = (one: Ask): Promise<boolean> => does('Still open', () => callNotes('POST /asks/:id/reopen', params(one)))
export const tick = (one: Ask): Promise<boolean> => does('Done', () => callNotes('POST /asks/:id/done', params(one)), () => void reopen(one))
export const withdraw = (one: Ask): Promise<boolean> => does('Not wanted any more', () => callNotes('POST /asks/:id/withdraw', params(one)), () => void reopen(one))
export const pass = (one: Ask, to: To, name: string): Promise<boolean> => does(`Passed on to ${name}`, () => callNotes('POST /asks/:id/pass', { ...params(one), body: { to } }))
export const take = (one: Ask): Promise<boolean> => does('You see to it', () => callNotes('POST /asks/:id/take', params(one)), one.teamId ? () => void does('It is with the team again', () => callNotes('POST /asks/:id/pass', { ...params(one), body: { to: { kind: 'team', id: one.teamId! } } })) : undefined)

/* The asks that the note being written on a ticket answers: kept with its draft, sent with the note. */
const placeOf = (ticketId: string) => `answering.${ticketId}`
const changes = store(0)
export const answeringChanges = changes
export const answeringOn = (ticketId: string): readonly string[] => kept<string[]>(placeOf(ticketId)) ?? []
export function setAnswering(ticketId: string, ids: readonly string[]): void {
  keep(placeOf(ticketId), ids.length ? ids : null)
  changes.set(changes.get() + 1)
}

/** What a note sent now answers, as far as it is still open. */
export function answeringStill(ticketId: string): object {
  const asks = cache.getQueryData(ticketAsksQuery(ticketId).queryKey)
  const answers = answeringOn(ticketId).filter((id) => asks?.find((one) => one.id === id)?.state === 'open')
  return answers.length ? { answers } : {}
}
