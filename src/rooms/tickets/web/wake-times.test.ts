import { describe, expect, test } from 'vitest'
import { atHour } from '../../../ui/at-hour.ts'
import { wakeChoices } from './wake-times.ts'

const at = (text: string) => Date.parse(text)

describe('wake-up times', () => {
  test('nine o’clock is nine o’clock where the reader is, also across a change of summer time', () => {
    expect(new Date(atHour(at('2026-03-28T10:00:00Z'), 1, 9, 'Europe/Berlin')).toISOString()).toBe('2026-03-29T07:00:00.000Z')
    expect(new Date(atHour(at('2026-10-24T10:00:00Z'), 1, 9, 'Europe/Berlin')).toISOString()).toBe('2026-10-25T08:00:00.000Z')
    expect(new Date(atHour(at('2026-01-14T23:30:00Z'), 1, 9, 'America/New_York')).toISOString()).toBe('2026-01-15T14:00:00.000Z')
    expect(new Date(atHour(at('2026-01-14T23:30:00Z'), 1, 9, 'Asia/Kolkata')).toISOString()).toBe('2026-01-16T03:30:00.000Z')
  })

  test('everything offered is ahead, and nothing twice', () => {
    for (let hour = 0; hour < 24 * 8; hour += 5) {
      const now = at('2026-11-20T00:10:00Z') + hour * 3_600_000
      const choices = wakeChoices(now, 'Europe/Berlin')
      expect(choices.every((one) => one.at > now)).toBe(true)
      expect(new Set(choices.map((one) => one.at)).size).toBe(choices.length)
      expect(choices.map((one) => one.id)).toContain('tomorrow')
    }
  })
})
