import { describe, expect, test } from 'vitest'
import { clockText, readClock } from './clock-state.ts'
import { agoText, dayText, daysBetween, exactTime, forToday, lengthText, localClock, shortTime } from './time-text.ts'

const zone = 'Europe/Berlin'
const at = (text: string) => Date.parse(text)
const now = at('2026-01-14T14:00:00+01:00')

describe('time in words', () => {
  test('near times are short, far ones are dates', () => {
    expect(shortTime(at('2026-01-14T14:30:00+01:00'), now, { zone })).toBe('14:30')
    expect(shortTime(at('2026-01-13T12:00:00+01:00'), now, { zone })).toBe('Tue 12:00')
    expect(shortTime(at('2026-01-02T12:00:00+01:00'), now, { zone })).toBe('2 Jan')
    expect(shortTime(at('2025-12-31T12:00:00+01:00'), now, { zone })).toBe('31 Dec 2025')
  })

  test('what is due in the night belongs to the day before, for whoever works then', () => {
    const evening = at('2026-01-14T23:15:00+01:00')
    expect([at('2026-01-14T09:00:00+01:00'), at('2026-01-15T00:15:00+01:00'), at('2026-01-15T07:15:00+01:00'), at('2026-01-15T09:00:00+01:00')].map((due) => forToday(due, evening, zone))).toEqual([true, true, true, false])
    expect(forToday(at('2026-01-15T00:15:00+01:00'), now, zone)).toBe(false)
  })

  test('the day turns at midnight of the reader, not of the machine', () => {
    const late = at('2026-01-14T23:30:00Z')
    expect(daysBetween(late, now, 'Europe/Berlin')).toBe(1)
    expect(daysBetween(late, now, 'America/New_York')).toBe(0)
    expect(dayText(late, now, { zone: 'Europe/Berlin' })).toBe('Tomorrow')
    expect(localClock(now, 'Asia/Tokyo')).toBe('22:00')
  })

  test('days across the change of summer time are whole', () => {
    expect(daysBetween(at('2026-03-30T00:30:00+02:00'), at('2026-03-28T23:30:00+01:00'), zone)).toBe(2)
  })

  test('lengths have two units at most', () => {
    expect([12_000, 720_000, 4_800_000, 10_800_000, 187_200_000, 800_000_000].map(lengthText)).toEqual(['12 s', '12 min', '1 h 20', '3 h', '2 d 4 h', '9 d'])
    expect(agoText(now - 180_000, now)).toBe('3 min')
    expect(agoText(now - 10_000, now)).toBe('now')
  })

  test('exact times carry the zone', () => {
    expect(exactTime(now, { zone })).toMatch(/Wednesday.*14 January 2026.*14:00.*(CET|GMT\+1)/)
  })
})

describe('clocks', () => {
  const clock = { startedAt: now - 60 * 60_000, dueAt: now + 60 * 60_000 }
  test('they drain, turn amber, then red', () => {
    expect(readClock(clock, now)).toEqual({ state: 'calm', left: 0.5 })
    expect(readClock(clock, now + 40 * 60_000).state).toBe('risk')
    expect(readClock(clock, now + 55 * 60_000).state).toBe('last')
    expect(readClock(clock, now + 72 * 60_000)).toEqual({ state: 'late', left: 0 })
    expect(clockText(clock, now + 72 * 60_000)).toBe('late 12 min')
  })

  test('paused ones stand still and say why', () => {
    const paused = { ...clock, pausedAt: now, pauseReason: 'waiting for customer' }
    expect(readClock(paused, now + 9_000_000)).toEqual({ state: 'paused', left: 0.5 })
    expect(clockText(paused, now)).toBe('paused: waiting for customer')
  })

  test('kept ones are done', () => {
    expect(readClock({ ...clock, stoppedAt: now }, now + 9_000_000).state).toBe('done')
  })
})
