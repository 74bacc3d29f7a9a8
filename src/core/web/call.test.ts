import { expect, test } from 'vitest'
import { Backoff } from './backoff.ts'
import { addressOf, fieldErrors, Refused, Unreachable, wordsFor } from './call.ts'

test('an address is filled with its parts and query; what is not given stays out', () => {
  expect(addressOf('/tickets/:id/links/:otherId', { params: { id: 'a/b', otherId: 'ü' } })).toBe('/api/tickets/a%2Fb/links/%C3%BC')
  expect(addressOf('/tickets', { query: { view: 'team:1', status: ['open', 'waiting'], cursor: undefined, text: '', limit: 5 } })).toBe('/api/tickets?view=team%3A1&status=open&status=waiting&limit=5')
})

test('every failure has words: a refusal its own, wrong fields the first of them', () => {
  expect(wordsFor(new Refused('tickets.merged-away', 409, 'This ticket was merged.', null))).toBe('This ticket was merged.')
  const invalid = new Refused('request.invalid', 400, 'Some fields are not right.', { fields: [{ path: 'name', message: 'too long' }, { path: 'zone', message: 'unknown' }] })
  expect(wordsFor(invalid)).toBe('name: too long')
  expect(fieldErrors(invalid)).toEqual({ name: 'too long', zone: 'unknown' })
  expect(wordsFor(new Unreachable())).toMatch(/kept/)
  expect(wordsFor(new TypeError('x is undefined'))).not.toMatch(/undefined/)
})

test('waiting between tries doubles to 15 s, and chance spreads it', () => {
  const backoff = new Backoff()
  expect([1, 1, 1, 1, 1, 1, 1].map((chance) => backoff.next(chance))).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000])
  backoff.reset()
  expect(backoff.next(0)).toBe(250)
})
