import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import type { rota, swap } from '../contract.ts'

export type Swap = Out<typeof swap>
export const callRota = room<typeof rota>()

/** Swaps that wait: for my answer, that I asked for, and those of teams I lead. */
export const swapsQuery = queryOptions({ queryKey: ['rota', 'swaps'], queryFn: async () => (await callRota('GET /rota/swaps')).items })
const none: readonly Swap[] = []
export const useSwaps = (): readonly Swap[] => useQuery(swapsQuery).data ?? none
/** How many wait for my answer. */
export const useMySwapCount = (): number => useSwaps().filter((one) => one.may.answer).length
