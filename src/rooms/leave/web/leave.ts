import { queryOptions, useQuery } from '@tanstack/react-query'
import type { In, Out } from '../../../core/contract.ts'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { Answered, room, wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { putRow } from '../../tickets/web/ticket-cache.ts'
import type { away, bin, digest, item, leave, leaves, leaveSettings, request } from '../contract.ts'
import { coveringQuery } from './covering.ts'

export const callLeave = room<typeof leaves>()
export type Leave = Out<typeof leave>
export type Bin = Out<typeof bin>
export type Item = Out<typeof item>
export type Away = Out<typeof away>
export type Request = Out<typeof request>
export type Digest = Out<typeof digest>
export type Whole = Out<typeof leaves.show.spec.output>
export type Form = Omit<In<typeof leaves.make.spec.body>, 'id'>
export type Change = Omit<In<typeof leaves.change.spec.body>, 'version'>
export type Rules = Out<typeof leaveSettings.schema>

const live = async <T>(read: () => Promise<T>): Promise<T> => { await liveReady(); return await read() }
export const mineQuery = queryOptions({ queryKey: ['leave', 'mine'], queryFn: () => live(async () => (await callLeave('GET /leave/mine')).items) })
export const wholeQuery = (id: string) => queryOptions({ queryKey: ['leave', 'one', id], queryFn: () => live(() => callLeave('GET /leave/:id', { params: { id } })) })
export const calendarQuery = (from: string, until: string) => queryOptions({ queryKey: ['leave', 'calendar', from, until], queryFn: () => live(async () => (await callLeave('GET /leave/calendar', { query: { from, until } })).items) })
export const requestsQuery = queryOptions({ queryKey: ['leave', 'requests'], queryFn: () => live(async () => (await callLeave('GET /leave/requests')).items) })
export const digestQuery = (id: string) => queryOptions({ queryKey: ['leave', 'digest', id], queryFn: () => live(() => callLeave('GET /leave/:id/digest', { params: { id } })) })
export const binQuery = (personId: string) => queryOptions({ queryKey: ['leave', 'bin', personId], queryFn: () => live(async () => (await callLeave('GET /people/:id/bin', { params: { id: personId } })).bin) })
export const rulesQuery = queryOptions({ queryKey: ['leave', 'rules'], queryFn: () => callLeave('GET /leave-settings') })

const none: readonly never[] = []
export const useMyLeave = (): readonly Leave[] => useQuery(mineQuery).data ?? none

/** What was answered stands at once; lists are read again. */
export function keep(one: Whole): Whole {
  cache.setQueryData(wholeQuery(one.leave.id).queryKey, one)
  for (const part of ['mine', 'calendar', 'requests', 'covering']) void cache.invalidateQueries({ queryKey: ['leave', part] })
  return one
}

/** Carries an act out and says what became of it; answers whether it did. */
async function does(said: string | null, act: () => Promise<Whole>, more: { detail?: string; undo?: () => void } = {}): Promise<Whole | null> {
  try {
    const one = keep(await act())
    if (said) toasts.show({ text: said, ...more })
    return one
  } catch (error) {
    if (error instanceof Answered) return null
    void cache.invalidateQueries({ queryKey: ['leave'] })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return null
  }
}

const on = (id: string) => ({ params: { id } })
export const make = async (form: Form, id = newId()): Promise<Leave> => keep(await callLeave('POST /leave', { body: { id, ...form } })).leave
export const makeFor = async (personId: string, form: Form, id = newId()): Promise<Leave> => keep(await callLeave('POST /people/:id/leave', { ...on(personId), body: { id, ...form } })).leave
export const change = async (one: Leave, set: Change): Promise<Leave> => keep(await callLeave('PATCH /leave/:id', { ...on(one.id), body: { ...set, version: one.version } })).leave
export const set = (one: Leave, what: Change) => does(null, () => callLeave('PATCH /leave/:id', { ...on(one.id), body: what }))
export const ask = (one: Leave, reason: string, left: number) => does('Asked for', () => callLeave('POST /leave/:id/ask', { ...on(one.id), body: { id: newId(), reason } }), { detail: left ? 'It can be approved as soon as everything is clear.' : 'Everything is clear: a lead can say yes.' })
export const override = async (one: Leave, reason: string): Promise<void> => { keep(await callLeave('POST /leave/:id/override', { ...on(one.id), body: { reason } })) }
/** Nobody knows yet of what is only prepared: it can be had back as it was, under another id. */
export const discard = (one: Leave, onBack: (again: Leave) => void) => does('Discarded', () => callLeave('POST /leave/:id/cancel', on(one.id)), {
  undo: () => void make({ type: one.type, firstDay: one.firstDay, lastDay: one.lastDay, starts: one.starts, ends: one.ends, zone: one.zone, coverId: one.coverId, note: one.note }).then(onBack, (error: unknown) => toasts.show({ text: wordsFor(error), tone: 'bad' })),
})
export const callOff = (one: Leave) => does('It is not taken', () => callLeave('POST /leave/:id/cancel', on(one.id)))
export const back = (one: Leave) => does('Back', () => callLeave('POST /leave/:id/back', on(one.id)))
export const divert = (one: Leave, to: string) => does(`Calls go to ${to} for these days`, () => callLeave('POST /leave/:id/divert', on(one.id)))

/** Becomes the owner of a ticket of somebody one stands in for. */
export async function takeOver(ticketId: string, number: number): Promise<void> {
  try {
    putRow(cache, (await callLeave('POST /tickets/:id/take-over', on(ticketId))).ticket)
    void cache.invalidateQueries({ queryKey: coveringQuery.queryKey })
    toasts.show({ text: `You own #${number} now` })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
