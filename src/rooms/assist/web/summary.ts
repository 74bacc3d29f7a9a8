import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import type { assist, summary } from '../contract.ts'

export type Summary = Out<typeof summary>
export type SummaryLine = Summary['lines'][number]
const call = room<typeof assist>()

export const summaryQuery = (ticketId: string) => queryOptions({
  queryKey: ['assist', 'summary', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await call('GET /tickets/:id/summary', { params: { id: ticketId } }, { signal })),
})

export const kindWords: Record<SummaryLine['kind'], string> = { wants: 'Wants', done: 'Done', promised: 'Promised', asked: 'Asked', now: 'Now' }
/** The line that says most in one: what they said last, else what they came for. */
export const shortest = (all: Summary | undefined): SummaryLine | null => all?.lines.find((one) => one.kind === 'now') ?? all?.lines.find((one) => one.kind === 'wants') ?? all?.lines[0] ?? null
