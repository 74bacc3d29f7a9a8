import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../contract.ts'
import type { background, deadJob, parkedFact } from '../background-contract.ts'
import { cache } from './cache.ts'
import { room } from './call.ts'

export const callBackground = room<typeof background>()
export type ParkedFact = Out<typeof parkedFact>
export type DeadJob = Out<typeof deadJob>

/** Nobody is told of these by facts: they are read each time they are looked at. */
export const backgroundQuery = queryOptions({ queryKey: ['system', 'background'], queryFn: () => callBackground('GET /background-work'), staleTime: 0 })
export const systemQuery = queryOptions({ queryKey: ['system', 'standing'], queryFn: () => callBackground('GET /system'), staleTime: 0 })
export const readBackground = () => cache.invalidateQueries({ queryKey: backgroundQuery.queryKey })
