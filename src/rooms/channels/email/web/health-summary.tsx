import { useQuery } from '@tanstack/react-query'
import { Banner } from '../../../../ui/banner.tsx'
import { Time } from '../../../../ui/time.tsx'
import { healthQuery, mailboxesQuery } from './mail-call.ts'

/** What matters about mail now, above the lists: nothing when all is well. */
export function HealthSummary() {
  const { data } = useQuery(healthQuery)
  const boxes = useQuery(mailboxesQuery).data ?? []
  if (!data) return null
  const failing = boxes.filter((box) => data.failing.includes(box.id)).map((box) => box.address)
  return (
    <div className="mb-5 flex flex-col gap-2 empty:hidden">
      {!data.server && <Banner tone="time">No outgoing server is set up. Replies are held until an admin sets one.</Banner>}
      {failing.length > 0 && <Banner tone="late">Mail is not fetched from {failing.join(', ')}.</Banner>}
      {data.incoming.oldestSeconds > 60 && <Banner tone="time">Mail waits {Math.ceil(data.incoming.oldestSeconds / 60)} min to be read.</Banner>}
      {data.outgoing.oldestSeconds > 300 && <Banner tone="time">The oldest unsent mail waits {Math.ceil(data.outgoing.oldestSeconds / 60)} min.</Banner>}
      {data.brakes.length > 0 && <Banner tone="plain">Automatic mail to {data.brakes[0]!.address} was kept back <Time at={data.brakes[0]!.at} as="ago" />{data.brakes.length > 1 && `, and ${data.brakes.length - 1} more today`}: two desks may be answering each other.</Banner>}
    </div>
  )
}
