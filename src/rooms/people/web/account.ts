import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import type { key, me, session } from '../contract.ts'
import { meQuery } from './directory.ts'
import { callPeople } from './people-call.ts'

export type Session = Out<typeof session>
export type Key = Out<typeof key>

export const sessionsQuery = queryOptions({ queryKey: ['people', 'sessions'], queryFn: async () => (await callPeople('GET /me/sessions')).items })
export const secondFactorQuery = queryOptions({ queryKey: ['people', 'second-factor'], queryFn: () => callPeople('GET /me/second-factor') })
/** Whether a teammate signs in with a second factor; admins may ask. */
export const theirFactorQuery = (id: string) => queryOptions({ queryKey: ['people', 'their-factor', id], queryFn: () => callPeople('GET /people/:id/second-factor', { params: { id } }), staleTime: 0 })
export const keysQuery = queryOptions({ queryKey: ['people', 'keys'], queryFn: () => callPeople('GET /keys') })

/** What the server answers about me is what every place shows of me. */
export const keepMe = (now: Out<typeof me>): void => void cache.setQueryData(meQuery.queryKey, now)

export const readSecondFactor = () => Promise.all([secondFactorQuery, meQuery].map((query) => cache.invalidateQueries({ queryKey: query.queryKey })))
