import { queryOptions } from '@tanstack/react-query'
import type { In, Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import type { policy, sla, standing } from '../contract.ts'

export type Policy = Out<typeof policy>
export type Standing = Out<typeof standing>
/** A policy as it is being written. */
export type Written = In<typeof sla.preview.spec.body> & Pick<Policy, 'match' | 'targets' | 'warn' | 'pauses'>
export const callSla = room<typeof sla>()

export const policiesQuery = queryOptions({ queryKey: ['sla', 'policies'] as const, queryFn: async () => (await liveReady(), await callSla('GET /sla/policies')) })
export const ticketSlaQuery = (ticketId: string) => queryOptions({ queryKey: ['sla', 'ticket', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await callSla('GET /tickets/:id/sla', { params: { id: ticketId } }, { signal })) })
export const previewQuery = (written: Written) => queryOptions({ queryKey: ['sla', 'preview', written] as const, queryFn: ({ signal }) => callSla('POST /sla/preview', { body: written }, { signal }), staleTime: 0, gcTime: 0 })

export const newPolicy = (): Written => ({
  name: '', match: { teamIds: [], priorities: [], channels: [], plans: [], companyIds: [], critical: false, tags: [] }, targets: { firstReply: 240, nextReply: null, update: null, resolution: null },
  warn: { percent: 75 }, always: false, pauses: ['customer'], reviewOn: null, id: null,
})
export const targetWords = { 'first-reply': 'first reply', 'next-reply': 'next reply', update: 'update', resolution: 'resolution' } as const
