import type { ClockFace } from '../../../ui/clock-state.ts'
import type { Status } from '../../../ui/status-dot.tsx'
import type { Row, WaitingFor } from './tickets-call.ts'

/** Nobody has answered yet: new. */
export const statusOf = (row: Row): Status => (row.status === 'open' && row.lastFrom === 'customer' && row.messageCount <= 1 && !row.ownerId ? 'new' : row.status)

export const waitingWords: Record<WaitingFor, string> = { customer: 'customer', teammate: 'a teammate', team: 'another team', date: 'a date', vendor: 'a supplier' }

/** The pause of a ticket that waits, as a clock. */
export const waitClock = (row: Row): ClockFace | null => (row.status === 'waiting' && row.wakeAt
  ? { startedAt: Date.parse(row.lastMessageAt), dueAt: Date.parse(row.wakeAt), pausedAt: Date.parse(row.lastMessageAt), pauseReason: `waits for ${waitingWords[row.waitingFor ?? 'date']}` }
  : null)

/** A clock that runs goes before a wait; one that is paused, behind it. */
export const dueFirst = (row: Row): boolean => row.status !== 'closed' && row.nextDue !== null && (row.nextDue.pausedAt === null || waitClock(row) === null)
