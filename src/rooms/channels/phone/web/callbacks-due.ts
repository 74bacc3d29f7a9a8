import { queryOptions, useQuery } from '@tanstack/react-query'
import { use } from 'react'
import type { Out } from '../../../../core/contract.ts'
import { room } from '../../../../core/web/call.ts'
import { liveReady } from '../../../../core/web/live.ts'
import { useNow } from '../../../../ui/now.ts'
import { forToday } from '../../../../ui/time-text.ts'
import { ReaderContext } from '../../../../ui/time.tsx'
import type { callback, phone } from '../contract.ts'

type One = Out<typeof callback>
export const callbacksQuery = queryOptions({ queryKey: ['phone', 'callbacks'] as const, queryFn: async () => (await liveReady(), await room<typeof phone>()('GET /callbacks')) })
const none: readonly One[] = []

/** Callbacks that are mine and due today or late, or in the night that comes, and those offered to me. */
export function useCallbacksDue(): readonly One[] {
  const { zone } = use(ReaderContext)
  const now = useNow(60_000)
  return (useQuery(callbacksQuery).data ?? none).filter((one) => one.offer?.mine || forToday(Date.parse(one.promise.dueAt), now, zone))
}
export const useCallbackCount = (): number => useCallbacksDue().length
