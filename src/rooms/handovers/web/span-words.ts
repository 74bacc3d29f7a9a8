import { shortTime, type Reader } from '../../../ui/time-text.ts'

/** "14:00 to 22:00": a stretch of work, in the reader's zone. */
export const spanWords = (span: { startsAt: string; endsAt: string }, now: number, reader: Reader): string => `${shortTime(Date.parse(span.startsAt), now, reader)} to ${shortTime(Date.parse(span.endsAt), now, reader)}`

/** "Maya, Ben and Eva". */
export const namesOf = (names: readonly string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)
