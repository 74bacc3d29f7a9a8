import { afterEach, expect, test } from 'vitest'
import { cache } from '../../../core/web/cache.ts'
import { letGo, putHeld } from './claim-verbs.ts'
import { askedAt, claimsQuery, noteAsked, type Claim } from './queues.ts'

const claim = (id: string): Claim => ({ id, ticketId: `t-${id}` }) as Claim
afterEach(() => cache.clear())

test('what is taken before one’s claims were read is no list of them: it is read', () => {
  putHeld(claim('a'))
  expect(cache.getQueryData(claimsQuery.queryKey)).toBeUndefined()
  cache.setQueryData(claimsQuery.queryKey, [claim('a')])
  putHeld(claim('b'))
  letGo('a')
  expect(cache.getQueryData(claimsQuery.queryKey)).toEqual([claim('b')])
})

test('the time left is counted from when it was heard first, however often it is told; asked anew it begins anew', () => {
  noteAsked('a', '2026-11-22T09:00:00Z')
  const first = askedAt('a')
  const before = Date.now
  try {
    Date.now = () => first! + 5000
    noteAsked('a', '2026-11-22T09:00:00Z')
    expect(askedAt('a')).toBe(first)
    noteAsked('a', '2026-11-22T09:10:00Z')
    expect(askedAt('a')).toBe(first! + 5000)
    noteAsked('a', null)
    expect(askedAt('a')).toBeUndefined()
  } finally {
    Date.now = before
  }
})
