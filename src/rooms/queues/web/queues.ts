import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import type { claim, outcome, queues, served } from '../contract.ts'

export type Claim = Out<typeof claim>
export type Served = Out<typeof served>
export type Outcome = Out<typeof outcome>
export type QueueView = Out<typeof queues.queue.spec.output>
export type Settings = Out<typeof queues.settings.spec.output>

export const callQueues = room<typeof queues>()

const asked = new Map<string, { readonly warnedAt: string; readonly heardAt: number }>()
/** When this browser heard that it is asked whether I go on, by its own clock: the time left is counted from there, however often it is told. */
export const askedAt = (claimId: string): number | undefined => asked.get(claimId)?.heardAt
export function noteAsked(claimId: string, warnedAt: string | null): void {
  if (warnedAt === null) asked.delete(claimId)
  else if (asked.get(claimId)?.warnedAt !== warnedAt) asked.set(claimId, { warnedAt, heardAt: Date.now() })
}

export const claimsQuery = queryOptions({ queryKey: ['queues', 'claims'], queryFn: async (): Promise<readonly Claim[]> => (await callQueues('GET /claims')).items })
export const queueQuery = (teamId: string | null) => queryOptions({ queryKey: ['queues', 'queue', teamId], queryFn: () => callQueues('GET /queue', { query: { teamId: teamId ?? undefined } }) })
export const claimOnQuery = (ticketId: string) => queryOptions({ queryKey: ['queues', 'on', ticketId], queryFn: async () => (await callQueues('GET /tickets/:id/claim', { params: { id: ticketId } })).claim })
export const picksQuery = (teamId: string) => queryOptions({ queryKey: ['queues', 'picks', teamId], queryFn: async () => (await callQueues('GET /queue/picks', { query: { teamId } })).items })
export const queueSettingsQuery = (teamId: string | null) => queryOptions({ queryKey: ['queues', 'settings', teamId], queryFn: () => callQueues('GET /queue-settings', { query: { teamId: teamId ?? undefined } }) })

const none: readonly Claim[] = []
export const useClaims = (): readonly Claim[] => useQuery(claimsQuery).data ?? none
