import { queryOptions } from '@tanstack/react-query'
import type { In, Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import type { calendars, listed, ownDay, place, preview, span } from '../contract.ts'

export type Calendar = Out<typeof listed>
export type Span = Out<typeof span>
export type OwnDay = Out<typeof ownDay>
export type Place = Out<typeof place>
export type Preview = Out<typeof preview>
export type Written = Pick<Calendar, 'name' | 'zone' | 'always' | 'week' | 'holidays' | 'days'>
export const callCalendars = room<typeof calendars>()

export const calendarsQuery = queryOptions({ queryKey: ['calendars', 'all'] as const, queryFn: () => callCalendars('GET /calendars') })
export const placesQuery = (country: string | undefined, state: string | undefined) => queryOptions({ queryKey: ['calendars', 'places', country, state] as const, queryFn: () => callCalendars('GET /calendar-places', { query: { country, state } }) })
export const previewQuery = (body: In<typeof calendars.preview.spec.body>) => queryOptions({ queryKey: ['calendars', 'preview', body] as const, queryFn: ({ signal }) => callCalendars('POST /calendar-preview', { body }, { signal }), gcTime: 60_000, staleTime: 60_000 })

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const nine: Span[] = [{ from: '09:00', to: '17:00' }]
export const newCalendar = (zone: string): Written => ({ name: '', zone, always: false, week: weekdays.map((_, day) => (day < 5 ? nine : [])), holidays: null, days: [] })
