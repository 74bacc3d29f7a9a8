import type { ClockFace } from '../clock-state.ts'
import type { Person } from '../presence.ts'
import type { Status } from '../status-dot.tsx'
import type { Priority } from '../priority-mark.tsx'

const minute = 60_000
export const now = Date.now()

export const maya: Person = { id: 'u-maya', name: 'Maya Lindqvist', presence: 'available' }
export const ben: Person = { id: 'u-ben', name: 'Ben Okafor', presence: 'busy', status: 'on a call' }
export const ida: Person = { id: 'u-ida-3', name: 'Ida Brandt', presence: 'away' }
export const sam: Person = { id: 'u-sam9', name: 'Sam Whitfield', presence: 'offline' }
export const anna: Person = { id: 'c-anna', name: 'Anna Keller' }

export const clock = (startedAgo: number, dueIn: number, more: Partial<ClockFace> = {}): ClockFace => ({ startedAt: now - startedAgo * minute, dueAt: now + dueIn * minute, ...more })

export type Sample = { id: string; subject: string; customer: string; team: string; owner: Person | null; clock: ClockFace; status: Status; priority: Priority; unread?: boolean; offeredTo?: Person; said: string }

export const tickets: Sample[] = [
  { id: '1042', subject: 'Charged twice in January', customer: 'Anna Keller', team: 'Billing', owner: maya, clock: clock(220, 25), status: 'open', priority: 'high', unread: true, said: 'I can see two payments of 49.00 on my statement' },
  { id: '1038', subject: 'Login loop after the update', customer: 'Tomás Rivera', team: 'Tech', owner: ben, clock: clock(300, -12), status: 'open', priority: 'urgent', unread: true, said: 'It keeps sending me back to the sign-in page' },
  { id: '1031', subject: 'Boiler visit on Tuesday', customer: 'Priya Natarajan', team: 'Field', owner: maya, clock: clock(200, 900, { pausedAt: now - 50 * minute, pauseReason: 'waiting for customer' }), status: 'waiting', priority: 'normal', said: 'Tuesday after ten would be best for us' },
  { id: '1044', subject: 'How do I add a second seat to our plan?', customer: 'Lena Hofmann', team: 'Billing', owner: null, clock: clock(10, 200), status: 'new', priority: 'normal', unread: true, said: 'We are growing and need one more account' },
  { id: '1029', subject: 'Invoice address is still the old one', customer: 'Northwind GmbH', team: 'Billing', owner: maya, offeredTo: ida, clock: clock(60, 60), status: 'open', priority: 'normal', said: 'Please send the December invoice again' },
  { id: '1027', subject: 'Export stops at 10,000 rows', customer: 'Joris de Vries', team: 'Tech', owner: sam, clock: clock(600, 3000), status: 'open', priority: 'low', said: 'The file ends in the middle of a line' },
  { id: '1019', subject: 'Refund for the cancelled workshop', customer: 'Emily Tran', team: 'Billing', owner: maya, clock: clock(600, 1500), status: 'open', priority: 'normal', said: 'Thank you, I will wait for the confirmation' },
  { id: '1012', subject: 'Data processing agreement, signed copy', customer: 'Amt für Statistik', team: 'Legal', owner: ida, clock: clock(4000, -200, { stoppedAt: now - 500 * minute }), status: 'closed', priority: 'normal', said: 'Received, many thanks' },
  { id: '1008', subject: 'Widget hides behind our cookie banner', customer: 'Studio Halm', team: 'Tech', owner: ben, clock: clock(600, 4500), status: 'open', priority: 'low', said: 'A screenshot is attached' },
  { id: '1003', subject: 'Phone number was ported, calls go nowhere', customer: 'Praxis Dr. Mertens', team: 'Tech', owner: ben, clock: clock(100, 300, { pausedAt: now - 10 * minute, pauseReason: 'waiting for carrier' }), status: 'waiting', priority: 'high', said: 'Patients cannot reach us since this morning' },
]
