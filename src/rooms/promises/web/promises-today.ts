import { useQuery } from '@tanstack/react-query'
import { use } from 'react'
import { useNow } from '../../../ui/now.ts'
import { forToday } from '../../../ui/time-text.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { myPromisesQuery, type Promised } from './promises.ts'

const none: readonly Promised[] = []

/** What I promised that is due today or late, or in the night that comes; callbacks stand under their own name. */
export function usePromisesToday(): readonly Promised[] {
  const { zone } = use(ReaderContext)
  const now = useNow(60_000)
  return (useQuery(myPromisesQuery).data ?? none).filter((one) => one.kind === 'promise' && forToday(Date.parse(one.dueAt), now, zone))
}
export const usePromisesTodayCount = (): number => usePromisesToday().length
