import { queryOptions, useQuery } from '@tanstack/react-query'
import type { In, Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { room } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { setOffers } from '../../tickets/web/offers.ts'
import type { draft, handoff, handoffs, handoffSettings, receivers, report, sheet } from '../contract.ts'
import type { HandoffRow } from '../rules.ts'

export const callHandoffs = room<typeof handoffs>()

export type { HandoffRow }
export type Handoff = Out<typeof handoff>
export type Draft = Out<typeof draft>
export type Receivers = Out<typeof receivers>
export type Sheet = Out<typeof sheet>
export type SheetLine = Sheet['lines'][number]
export type Report = Out<typeof report>
export type Rules = Out<typeof handoffSettings.schema>
export type Mine = Out<typeof handoffs.mine.spec.output>
export type Listed = Mine['toMe'][number]
export type Form = Omit<In<typeof handoffs.offer.spec.body>, 'id' | 'version'>

/** Open handoffs on tickets one may see; also what lists mark tickets with. */
export const openQuery = queryOptions({ queryKey: ['handoffs', 'open'], queryFn: async () => { await liveReady(); return keepOffers((await callHandoffs('GET /handoffs')).items) } })
export const mineQuery = queryOptions({ queryKey: ['handoffs', 'mine'], queryFn: async () => { await liveReady(); return await callHandoffs('GET /handoffs/mine') } })
export const handoffQuery = (id: string) => queryOptions({ queryKey: ['handoffs', 'one', id], queryFn: () => callHandoffs('GET /handoffs/:id', { params: { id } }) })
export const draftQuery = (ticketId: string) => queryOptions({ queryKey: ['handoffs', 'draft', ticketId], queryFn: () => callHandoffs('GET /tickets/:id/handoff-draft', { params: { id: ticketId } }), staleTime: 0, gcTime: 0 })
export const receiversQuery = (ticketId: string) => queryOptions({ queryKey: ['handoffs', 'receivers', ticketId], queryFn: () => callHandoffs('GET /tickets/:id/handoff-receivers', { params: { id: ticketId } }), staleTime: 0 })
export const sheetQuery = (teamId: string | null) => queryOptions({ queryKey: ['handoffs', 'sheet', teamId], queryFn: async () => { await liveReady(); return await callHandoffs('GET /handoff-sheet', { query: { teamId: teamId ?? undefined } }) }, staleTime: 30_000 })
export const reportQuery = (teamId: string | null, from: string) => queryOptions({ queryKey: ['handoffs', 'report', teamId, from], queryFn: () => callHandoffs('GET /handoffs/report', { query: { teamId: teamId ?? undefined, from } }), staleTime: 60_000 })
export const rulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['handoffs', 'rules', teamId], queryFn: () => callHandoffs('GET /handoff-settings', { query: { teamId: teamId ?? undefined } }) })

/** Tells the lists which tickets are on their way to whom. */
export function keepOffers<T extends readonly HandoffRow[]>(all: T): T {
  setOffers(new Map(all.map((h) => [h.ticketId, { personId: h.toPerson, teamId: h.toTeam, startedAt: Date.parse(h.offeredAt), dueAt: h.dueAt === null ? null : Date.parse(h.dueAt) }])))
  return all
}

const none: readonly never[] = []
export const useOpenHandoffs = (): readonly HandoffRow[] => useQuery(openQuery).data ?? none
/** The handoff a ticket is in now, with its words. */
export function useHandoffOn(ticketId: string): Handoff | undefined {
  const row = useOpenHandoffs().find((h) => h.ticketId === ticketId)
  return useQuery({ ...handoffQuery(row?.id ?? ''), enabled: row !== undefined }).data
}
/** What waits for my yes, and what I am answerable for until somebody says yes. */
export const useMyHandoffs = (): Mine => useQuery(mineQuery).data ?? { toMe: [], fromMe: [] }
export const useHandoffCount = (): number => useMyHandoffs().toMe.length

/** What one's own act answered, shown before the fact comes. */
export function put(one: Handoff): void {
  cache.setQueryData(handoffQuery(one.id).queryKey, one)
  void cache.invalidateQueries({ queryKey: mineQuery.queryKey })
}
