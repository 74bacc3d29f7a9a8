import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { room, wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { Pending } from '../../../core/web/pending.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { endOfShift, endTicket, handover, handovers, handoverSettings, listed, myShift, startOfShift } from '../contract.ts'

export const callHandovers = room<typeof handovers>()
export type Handover = Out<typeof handover>
export type Listed = Out<typeof listed>
export type Item = Handover['content']['items'][number]
export type Content = Handover['content']
export type Marks = Handover['marks']
export type EndOfShift = Out<typeof endOfShift>
export type EndTicket = Out<typeof endTicket>
export type StartOfShift = Out<typeof startOfShift>
export type MyShift = Out<typeof myShift>
export type Rules = Out<typeof handoverSettings.schema>

/** Names that are on their way: no answer that is older takes them off again. */
const signed = new Pending<Handover>()
const withNames = (one: Handover): Handover => signed.over(one.id, one)

export const shiftQuery = queryOptions({ queryKey: ['handovers', 'shift'], queryFn: async () => { await liveReady(); return await callHandovers('GET /shift') } })
export const startQuery = queryOptions({ queryKey: ['handovers', 'start'], queryFn: async () => { await liveReady(); const start = await callHandovers('GET /shift/start'); return { ...start, handovers: start.handovers.map(withNames) } }, staleTime: 60_000 })
export const endQuery = (teamId: string | null) => queryOptions({ queryKey: ['handovers', 'end', teamId], queryFn: async () => { await liveReady(); return await callHandovers('GET /shift/end', { query: { teamId: teamId ?? undefined } }) }, staleTime: 0 })
export const handoverQuery = (id: string, version?: number) => queryOptions({ queryKey: version === undefined ? ['handovers', 'one', id] : ['handovers', 'one', id, version], queryFn: async () => { await liveReady(); const ask = () => callHandovers('GET /handovers/:id', { params: { id }, query: { version } }); return version === undefined ? await signed.read(id, ask) : await ask() } })
export const rulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['handovers', 'rules', teamId], queryFn: () => callHandovers('GET /handover-settings', { query: { teamId: teamId ?? undefined } }) })

export const useMyShift = (): MyShift | undefined => useQuery(shiftQuery).data

/** What was answered stands at once wherever the handover is shown. */
function put(answer: Handover): void {
  const one = withNames(answer)
  cache.setQueryData(handoverQuery(one.id).queryKey, one)
  cache.setQueryData(startQuery.queryKey, (start) => start && { ...start, handovers: start.handovers.map((other) => (other.id === one.id ? one : other)) })
  void cache.invalidateQueries({ queryKey: shiftQuery.queryKey })
}

/** One after another, so that the last answer holds what all of them said. */
let earlier: Promise<unknown> = Promise.resolve()

/** Says by name that one knows of these items, as they stand in what one reads; shown at once, taken back when refused. */
export async function acknowledge(one: Handover, items: readonly string[], me: string): Promise<void> {
  const names = items.map((key) => ({ key, personId: me, at: new Date().toISOString(), version: one.version }))
  const end = signed.begin(one.id, (now) => ({ ...now, mine: now.mine.filter((key) => !items.includes(key)), acknowledgements: [...now.acknowledgements, ...names.filter((name) => !now.acknowledgements.some((other) => other.key === name.key && other.personId === me && other.version >= name.version))] }))
  put(one)
  const saying = earlier.then(() => callHandovers('POST /handovers/:id/acknowledge', { params: { id: one.id }, body: { version: one.shown, items: [...items] } }))
  earlier = saying.catch(() => undefined)
  try {
    const answer = await saying
    end(true)
    put(answer)
    toasts.show({ text: items.length === 1 ? 'Acknowledged with your name' : `${items.length} items acknowledged with your name` })
  } catch (error) {
    end(false)
    put(one)
    for (const key of ['one', 'start']) void cache.invalidateQueries({ queryKey: ['handovers', key] })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

export interface ToSign { readonly teamId: string; readonly notes: string; readonly flagged: readonly string[]; readonly left: readonly string[] }
/** Signs; the same words under the same id are the same signing. */
export async function signHandover(what: ToSign, id: string = newId()): Promise<Handover> {
  const one = await callHandovers('POST /handovers', { body: { id, teamId: what.teamId, notes: what.notes, flagged: [...what.flagged], left: [...what.left] } })
  put(one)
  void cache.invalidateQueries({ queryKey: ['handovers', 'list'] })
  void cache.invalidateQueries({ queryKey: ['handovers', 'end'] })
  return one
}
