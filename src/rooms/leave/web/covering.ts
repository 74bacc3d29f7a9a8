import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import type { covering, leaves } from '../contract.ts'

export type Covering = Out<typeof covering>
export const coveringQuery = queryOptions({ queryKey: ['leave', 'covering'], queryFn: async () => { await liveReady(); return (await room<typeof leaves>()('GET /leave/covering')).items } })

const none: readonly never[] = []
export const useCovering = (): readonly Covering[] => useQuery(coveringQuery).data ?? none
/** Tickets of those away that want me: known on every page. */
export const useCoveringCount = (): number => useCovering().reduce((sum, one) => sum + one.tickets.length, 0)
