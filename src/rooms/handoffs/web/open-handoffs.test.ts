import { expect, test } from 'vitest'
import type { HandoffRow } from '../rules.ts'
import { applyToOpen } from './open-handoffs.ts'

test('a browser holds the open ones only, each once', () => {
  const row = { id: 'h1', state: 'offered', step: 0 } as HandoffRow
  const other = { name: 'tickets.taken', data: { set: {} } }
  const held = applyToOpen([], { name: 'handoffs.offered', data: { handoff: row } })
  expect(held).toEqual([row])
  expect(applyToOpen(held, other)).toBe(held)
  const louder = { ...row, state: 'expired' as const, step: 2 }
  expect(applyToOpen(held, { name: 'handoffs.reminded', data: { handoff: louder } })).toEqual([louder])
  expect(applyToOpen(held, { name: 'handoffs.accepted', data: { handoff: { ...row, state: 'accepted' } } })).toEqual([])
})
