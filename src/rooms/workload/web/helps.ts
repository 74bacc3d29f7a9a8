import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import type { help, workload } from '../contract.ts'

export type Help = Out<typeof help>
export const helpsQuery = queryOptions({ queryKey: ['workload', 'helps'], queryFn: async () => { await liveReady(); return await room<typeof workload>()('GET /helps') } })

const none = { toMe: [], fromMe: [] } as const
export const useHelps = (): { readonly toMe: readonly Help[]; readonly fromMe: readonly Help[] } => useQuery(helpsQuery).data ?? none
/** Offers of help that wait for my answer: known on every page. */
export const useHelpCount = (): number => useHelps().toMe.length
