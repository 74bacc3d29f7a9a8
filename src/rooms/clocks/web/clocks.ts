import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import type { clock, clocks } from '../contract.ts'

export type Clock = Out<typeof clock>
export const callClocks = room<typeof clocks>()

/** Every clock of a ticket: the open ones by due time, then the last that were stopped. */
export const ticketClocksQuery = (ticketId: string) => queryOptions({
  queryKey: ['clocks', 'ticket', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await callClocks('GET /tickets/:id/clocks', { params: { id: ticketId } }, { signal })),
})
/** One's own clocks that are not stopped, the next due first. */
export const ownClocksQuery = queryOptions({ queryKey: ['clocks', 'own'] as const, queryFn: async () => (await liveReady(), await callClocks('GET /clocks')) })
export const stuckClocksQuery = queryOptions({ queryKey: ['clocks', 'stuck'] as const, queryFn: () => callClocks('GET /clocks/stuck'), staleTime: 0 })

const rank = (one: Clock): number => (one.state === 'stopped' ? 2 : one.state === 'paused' ? 1 : 0)
const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** The order they are shown in, as the server's. */
export const inOrder = (a: Clock, b: Clock): number => rank(a) - rank(b) || (a.state === 'stopped' ? before(b.stoppedAt!, a.stoppedAt!) : before(a.dueAt, b.dueAt)) || before(a.id, b.id)

/** A list with one of its clocks as it is now, or with a new one. */
export const withClock = (all: readonly Clock[], one: Clock): Clock[] => [...all.filter((c) => c.id !== one.id), one].sort(inOrder)
