import { lengthText, shortTime, type Reader } from './time-text.ts'

/** A running due time as the ring draws it. */
export type ClockFace = {
  startedAt: number
  dueAt: number
  /** At risk from then on; else from the last quarter. */
  warnAt?: number | null
  /** Stands still since then … */
  pausedAt?: number | null
  /** … and why: "waiting for customer". */
  pauseReason?: string | null
  /** Kept, and when. */
  stoppedAt?: number | null
}

export type ClockState = 'calm' | 'risk' | 'last' | 'late' | 'paused' | 'done'

/** How a clock stands now, and how much of it is left (1 full, 0 empty). */
export function readClock(clock: ClockFace, now: number, riskShare = 0.25): { state: ClockState; left: number } {
  const whole = Math.max(1, clock.dueAt - clock.startedAt)
  const at = clock.stoppedAt ?? clock.pausedAt ?? now
  const left = Math.min(1, Math.max(0, (clock.dueAt - at) / whole))
  if (clock.stoppedAt) return { state: clock.stoppedAt > clock.dueAt ? 'late' : 'done', left }
  if (clock.pausedAt) return { state: 'paused', left }
  if (now >= clock.dueAt) return { state: 'late', left: 0 }
  const atRisk = clock.warnAt ? now >= clock.warnAt : left <= riskShare
  return { state: left <= 0.1 && (atRisk || !clock.warnAt) ? 'last' : atRisk ? 'risk' : 'calm', left }
}

/** "due 14:30", "12 min left", "late 12 min", "paused: waiting for customer". */
export function clockText(clock: ClockFace, now: number, reader: Reader = {}): string {
  const { state } = readClock(clock, now)
  if (state === 'paused') return clock.pauseReason ? `paused: ${clock.pauseReason}` : 'paused'
  if (state === 'done') return 'kept'
  if (state === 'late') return `late ${lengthText((clock.stoppedAt ?? now) - clock.dueAt)}`
  if (clock.dueAt - now < 3_600_000) return `${lengthText(clock.dueAt - now)} left`
  return `due ${shortTime(clock.dueAt, now, reader)}`
}
