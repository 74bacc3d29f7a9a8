import { expect, test } from 'vitest'
import { standardViews } from '../../rooms/tickets/web/view-names.ts'
import { places } from './places.ts'

test('no two places and views share a key', () => {
  const keys = [...places, ...standardViews].flatMap((one) => one.keys ?? [])
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  expect(keys.length).toBeGreaterThan(10)
})
