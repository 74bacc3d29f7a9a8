import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { room } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { Pending } from '../../../core/web/pending.ts'
import type { checklist, closeReason, closingNeed, closings, pastClosing } from '../contract.ts'

export const callClosings = room<typeof closings>()

export type Checklist = Out<typeof checklist>
export type Need = Out<typeof closingNeed>
export type Past = Out<typeof pastClosing>
export type CloseReason = Out<typeof closeReason>
export type Choice = Checklist['reasons'][number]

/** What stands before closing a ticket, for a reason or before one is chosen; what it was for another reason stands until it is read. */
export const checklistQuery = (ticketId: string, reasonId: string | null) => queryOptions<Checklist, Error, Checklist, readonly ['closings', 'ticket', string, string | null]>({
  queryKey: ['closings', 'ticket', ticketId, reasonId], placeholderData: (before, query) => (query?.queryKey[2] === ticketId ? before : undefined),
  queryFn: async ({ signal }) => (await liveReady(), await callClosings('GET /tickets/:id/closing', { params: { id: ticketId }, query: { reasonId: reasonId ?? undefined } }, { signal })),
})
type Reasons = Out<typeof closings.reasons.spec.output>
/** Orders that are on their way. */
export const ordering = new Pending<Reasons>()
export const reasonsQuery = (teamId: string | null) => queryOptions({ queryKey: ['closings', 'reasons', teamId] as const, queryFn: () => ordering.read(String(teamId), () => callClosings('GET /close-reasons', { query: { teamId: teamId ?? undefined } })) })
export const knownReasonsQuery = queryOptions({ queryKey: ['closings', 'reasons', 'known'] as const, queryFn: () => callClosings('GET /close-reasons/known') })
export const askedQuery = (teamId: string | null) => queryOptions({ queryKey: ['closings', 'settings', teamId] as const, queryFn: () => callClosings('GET /closing-settings', { query: { teamId: teamId ?? undefined } }) })

/** What was settled changes the list: it is read at once, before anything is heard of it. */
export const readChecklist = (ticketId: string): void => void cache.invalidateQueries({ queryKey: ['closings', 'ticket', ticketId] })
