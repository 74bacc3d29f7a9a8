import { queryOptions } from '@tanstack/react-query'
import type { In, Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor, Answered } from '../../../core/web/call.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { daysOn, instantOf, wallAt, weekdayOf } from '../../../core/wall-time.ts'
import type { absence, rota, shift, worked } from '../contract.ts'
import { callRota } from './swaps.ts'

export type Worked = Out<typeof worked>
export type Shift = Out<typeof shift>
export type Absence = Out<typeof absence>
export type Week = Out<typeof rota.week.spec.output>
export type Coverage = Out<typeof rota.coverage.spec.output>
export type NewShift = In<typeof rota.add.spec.body>

/** A day as the reader's clocks cut it. */
export interface Day { readonly day: string; readonly start: number; readonly end: number }
const pad = (n: number): string => String(n).padStart(2, '0')
const wallOf = (day: string) => { const [year, month, date] = day.split('-').map(Number); return { year: year!, month: month!, day: date!, hour: 0, minute: 0 } }
const dayText = (wall: { year: number; month: number; day: number }): string => `${wall.year}-${pad(wall.month)}-${pad(wall.day)}`
export const addDays = (day: string, by: number): string => dayText(daysOn(wallOf(day), by))
export const dayAt = (at: number, zone: string): string => dayText(wallAt(at, zone))
/** The Monday of the week of a day. */
export const mondayOf = (day: string): string => addDays(day, -((weekdayOf(wallOf(day)) + 6) % 7))
/** 1 Monday to 7 Sunday. */
export const isoWeekday = (day: string): number => ((weekdayOf(wallOf(day)) + 6) % 7) + 1
export const daysFrom = (monday: string, zone: string): Day[] => Array.from({ length: 7 }, (_, n) => addDays(monday, n)).map((day) => ({ day, start: instantOf(wallOf(day), zone), end: instantOf(wallOf(addDays(day, 1)), zone) }))
export const clockAt = (at: number, zone: string): string => { const { hour, minute } = wallAt(at, zone); return `${pad(hour)}:${pad(minute)}` }
export const spanText = (one: Pick<Worked, 'startsAt' | 'endsAt'>, zone: string): string => `${clockAt(Date.parse(one.startsAt), zone)}–${clockAt(Date.parse(one.endsAt), zone)}`
/** "Tue 24 Nov" */
export const dayWords = (day: string, locale = 'en-GB'): string => new Date(`${day}T12:00:00Z`).toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
/** "Tue 24 Nov, 06:00–14:00" */
export const workedWords = (one: Worked, zone: string, locale?: string): string => `${dayWords(dayAt(Date.parse(one.startsAt), zone), locale)}, ${spanText(one, zone)}`

const stretch = (days: readonly Day[]) => ({ from: new Date(days[0]!.start).toISOString(), until: new Date(days.at(-1)!.end).toISOString() })
export const weekQuery = (teamId: string, days: readonly Day[]) => queryOptions({ queryKey: ['rota', 'week', teamId, stretch(days).from, stretch(days).until], queryFn: () => callRota('GET /rota', { query: { teamId, ...stretch(days) } }) })
export const coverageQuery = (teamId: string, days: readonly Day[]) => queryOptions({ queryKey: ['rota', 'coverage', teamId, stretch(days).from, stretch(days).until], queryFn: () => callRota('GET /rota/coverage', { query: { teamId, ...stretch(days) } }) })
export const myShiftsQuery = queryOptions({ queryKey: ['rota', 'mine'], queryFn: () => callRota('GET /me/shifts') })
export const feedQuery = queryOptions({ queryKey: ['rota', 'feed'], queryFn: () => callRota('GET /me/rota-feed') })
export const rotaRulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['rota', 'rules', teamId], queryFn: () => callRota('GET /rota-settings', { query: { teamId: teamId ?? undefined } }) })

/** What shows shifts is read again. */
export const rotaChanged = (): Promise<unknown> => Promise.all(['week', 'coverage', 'mine', 'swaps'].map((part) => cache.invalidateQueries({ queryKey: ['rota', part] })))

/** Does something to the rota and says what came of it; `undo` takes it back. */
export async function doing(run: () => Promise<unknown>, said: string, undo?: () => Promise<unknown>): Promise<boolean> {
  try {
    await run()
    await rotaChanged()
    toasts.show({ text: said, ...(undo ? { undo: () => void doing(undo, 'Taken back') } : {}) })
    return true
  } catch (error) {
    if (!(error instanceof Answered)) toasts.show({ text: wordsFor(error), tone: 'bad' })
    return error instanceof Answered && error.done
  }
}

/** One day of a shift differs; what is left out stays. */
export const putDay = (one: Pick<Worked, 'shiftId' | 'day'>, body: In<typeof rota.changeDay.spec.body>) => callRota('PUT /rota/shifts/:id/days/:day', { params: { id: one.shiftId, day: one.day }, body })
