import { afterEach, expect, test } from 'vitest'
import { cache } from '../../../../core/web/cache.ts'
import { liveCallQuery } from './live-call.ts'
import { keepCall, ticketCallsQuery, type Call } from './phone.ts'

const call = (part: Partial<Call>): Call => ({ id: 'c', ticketId: 't', startedAt: '2026-11-22T09:00:00Z', endedAt: null, wrappedAt: null, discardedAt: null, version: 1, may: { change: true }, ...part }) as Call
afterEach(() => cache.clear())

test('an older answer about a call does not follow a newer one: who hung up is on the line no more', () => {
  keepCall(call({ version: 2 }))
  keepCall(call({ version: 4, endedAt: '2026-11-22T09:05:00Z' }))
  keepCall(call({ version: 3 }))
  expect(cache.getQueryData(liveCallQuery.queryKey)?.call).toMatchObject({ version: 4, endedAt: '2026-11-22T09:05:00Z' })
})

test('what is struck and taken back has one version, and stands as it was answered last', () => {
  cache.setQueryData(ticketCallsQuery('t').queryKey, [call({ version: 2, endedAt: '2026-11-22T09:05:00Z' })])
  keepCall(call({ version: 2, endedAt: '2026-11-22T09:05:00Z', wrappedAt: '2026-11-22T09:06:00Z', discardedAt: '2026-11-22T09:06:00Z' }))
  expect(cache.getQueryData(ticketCallsQuery('t').queryKey)).toEqual([])
  keepCall(call({ version: 2, endedAt: '2026-11-22T09:05:00Z' }))
  expect(cache.getQueryData(ticketCallsQuery('t').queryKey)).toHaveLength(1)
})
