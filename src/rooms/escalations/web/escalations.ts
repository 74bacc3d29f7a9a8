import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { Refused, room, wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { liveReady } from '../../../core/web/live.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { escalations, escalationWhole, hint, path, view } from '../contract.ts'

/** The room's endpoints. */
export const callEscalations = room<typeof escalations>()

export type Whole = Out<typeof escalationWhole>
export type Listed = Out<typeof escalations.list.spec.output>['items'][number]
export type Escalation = Listed['escalation']
export type Path = Out<typeof path>
export type Hint = Out<typeof hint>
export type View = Out<typeof view>
export type Draft = Out<typeof escalations.draft.spec.output>
export type Report = Out<typeof escalations.report.spec.output>
export type EscalationSettings = Out<typeof escalations.settings.spec.output>

export const ofTicketQuery = (ticketId: string) => queryOptions({ queryKey: ['escalations', 'ticket', ticketId], queryFn: async () => (await liveReady(), await callEscalations('GET /tickets/:id/escalations', { params: { id: ticketId } })) })
export const hintQuery = (ticketId: string) => queryOptions({ queryKey: ['escalations', 'hint', ticketId], queryFn: async () => (await callEscalations('GET /tickets/:id/escalation-hint', { params: { id: ticketId } })).hint })
export const draftQuery = (ticketId: string) => queryOptions({ queryKey: ['escalations', 'draft', ticketId], queryFn: () => callEscalations('GET /tickets/:id/escalation-draft', { params: { id: ticketId } }), staleTime: 0, gcTime: 0 })
export const pathsQuery = queryOptions({ queryKey: ['escalations', 'paths'], queryFn: () => callEscalations('GET /escalation-paths') })
export const settingsQuery = queryOptions({ queryKey: ['escalations', 'settings'], queryFn: () => callEscalations('GET /escalation-settings') })
/** One's own, or those of teams one sees: the first fifty, by what is due. */
export const listQuery = (view: View, teamId: string | null = null) => queryOptions({ queryKey: ['escalations', 'list', view, teamId], queryFn: async () => (await liveReady(), await callEscalations('GET /escalations', { query: { view, teamId: teamId ?? undefined } })) })
export const reportQuery = (from: string, to: string, teamId: string | null) => queryOptions({ queryKey: ['escalations', 'report', from, to, teamId], queryFn: () => callEscalations('GET /escalations/report', { query: { from, to, teamId: teamId ?? undefined } }), staleTime: 60_000 })

export const isOpen = (one: Pick<Escalation, 'state'>): boolean => one.state !== 'closed' && one.state !== 'withdrawn'

/** What is shown of one after an act of our own: at once, before the fact comes. */
export function put(whole: Whole): void {
  cache.setQueryData<Whole[]>(ofTicketQuery(whole.ticketId).queryKey, (all) => all && (all.some((one) => one.id === whole.id) ? all.map((one) => (one.id === whole.id ? whole : one)) : [whole, ...all]))
  void cache.invalidateQueries({ queryKey: ['escalations', 'list'] })
  void cache.invalidateQueries({ queryKey: hintQuery(whole.ticketId).queryKey })
}

/** Carries out an act and says so; a refusal is said in words, and what is shown is read anew. */
export async function carryOut(send: () => Promise<Whole>, said: string, on: { ticketId: string }): Promise<boolean> {
  try {
    put(await send())
    toasts.show({ text: said })
    return true
  } catch (error) {
    tellRefusal(error, on.ticketId)
    return false
  }
}

export function tellRefusal(error: unknown, ticketId: string): void {
  if (error instanceof Refused) void cache.invalidateQueries({ queryKey: ofTicketQuery(ticketId).queryKey })
  toasts.show({ text: wordsFor(error), tone: 'bad' })
}

export const acknowledge = (one: Pick<Escalation, 'id' | 'ticketId'>) => carryOut(() => callEscalations('POST /escalations/:id/acknowledge', { params: { id: one.id } }), 'It is yours to answer', one)

/** What of escalations wants me: to take on, to answer, to tell the customer, to close. */
export const useMyEscalations = (): readonly Listed[] => useQuery(listQuery('mine')).data?.items ?? none
const none: readonly Listed[] = []
export const useMyEscalationCount = (): number => useMyEscalations().length
