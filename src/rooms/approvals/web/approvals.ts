import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { room } from '../../../core/web/call.ts'
import { useMe } from '../../people/web/directory.ts'
import type { actPolicy, approval, approvals, authority, decision, needed, topicRule } from '../contract.ts'

export const callApprovals = room<typeof approvals>()

export type Approval = Out<typeof approval>
export type Needed = Out<typeof needed.data>
export type Decision = Out<typeof decision>
export type Authority = Out<typeof authority>
export type Policy = Out<typeof actPolicy>
export type TopicRule = Out<typeof topicRule>
export type PolicyTable = Out<typeof approvals.policy.spec.output>
export type LimitTable = Out<typeof approvals.limits.spec.output>
export type Box = 'waiting' | 'mine' | 'all'

export const boxQuery = (box: Box) => queryOptions({
  queryKey: ['approvals', 'box', box], queryFn: async ({ signal }) => (await callApprovals('GET /approvals', { query: { box, limit: 100, ...(box === 'mine' ? { state: 'pending' as const } : {}) } }, { signal })).items,
})
export const pendingQuery = (ticketId: string) => queryOptions({
  queryKey: ['approvals', 'ticket', ticketId], queryFn: async ({ signal }) => (await callApprovals('GET /tickets/:id/approvals', { params: { id: ticketId } }, { signal })).items,
})
export const authorityQuery = (ticketId: string) => queryOptions({ queryKey: ['approvals', 'authority', ticketId], queryFn: ({ signal }) => callApprovals('GET /tickets/:id/authority', { params: { id: ticketId } }, { signal }) })
export const policyQuery = (teamId: string | null) => queryOptions({ queryKey: ['approvals', 'policy', teamId], queryFn: () => callApprovals('GET /approval-policy', { query: { teamId: teamId ?? undefined } }) })
export const limitsQuery = (teamId: string | null) => queryOptions({ queryKey: ['approvals', 'limits', teamId], queryFn: () => callApprovals('GET /authority', { query: { teamId: teamId ?? undefined } }) })

const none: readonly Approval[] = []
/** What waits for my yes or no, and what I asked for that still waits. */
export function useMyApprovals(): { waiting: readonly Approval[]; mine: readonly Approval[] } {
  const works = useMe().role !== 'collaborator'
  const waiting = useQuery({ ...boxQuery('waiting'), enabled: works }).data ?? none
  const mine = useQuery({ ...boxQuery('mine'), enabled: works }).data ?? none
  return { waiting, mine }
}
/** What of it wants me: my own requests only wait. */
export const useMyApprovalCount = (): number => useMyApprovals().waiting.length

/** Requests are few: what is shown of them is read again whenever one moves. */
export function readApprovals(): void {
  for (const part of ['box', 'ticket', 'authority']) void cache.invalidateQueries({ queryKey: ['approvals', part] })
}
