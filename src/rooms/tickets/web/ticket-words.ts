import type { ClockFace } from '../../../ui/clock-state.ts'
import type { Status } from '../../../ui/status-dot.tsx'
import type { Row, WaitingFor } from './tickets-call.ts'

/** Nobody has answered yet: new. */
export const statusOf = (row: Row): Status => (row.status === 'open' && row.lastFrom === 'customer' && row.messageCount <= 1 && !row.ownerId ? 'new' : row.status)

export const waitingWords: Record<WaitingFor, string> = { customer: 'customer', teammate: 'a teammate', team: 'another team', date: 'a date', vendor: 'a supplier' }

/** The clock a list shows: the next due time, or the pause of one that waits. */
export function waitClock(row: Row): ClockFace | null {
  if (row.status === 'closed') return null
  if (row.status === 'waiting' && row.wakeAt) {
    return { startedAt: Date.parse(row.lastMessageAt), dueAt: Date.parse(row.wakeAt), pausedAt: Date.parse(row.lastMessageAt), pauseReason: `waits for ${waitingWords[row.waitingFor ?? 'date']}` }
  }
  return row.dueAt ? { startedAt: Date.parse(row.lastMessageAt), dueAt: Date.parse(row.dueAt) } : null
}
