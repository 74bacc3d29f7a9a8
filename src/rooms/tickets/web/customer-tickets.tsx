import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { Time } from '../../../ui/time.tsx'
import { call } from './tickets-call.ts'

const ofCustomerQuery = (customerId: string) => infiniteQueryOptions({
  queryKey: ['tickets', 'of-customer', customerId],
  queryFn: ({ pageParam, signal }) => call('GET /customers/:id/tickets', { params: { id: customerId }, query: { cursor: pageParam } }, { signal }),
  initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.next ?? undefined, staleTime: 30_000,
})

/** A customer's tickets, newest first; `without` leaves out the one that is open beside them. */
export function CustomerTickets({ customerId, without }: { customerId: string; without?: string }) {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(ofCustomerQuery(customerId))
  if (isPending) return <div role="status" aria-label="Loading tickets" className="flex flex-col gap-2"><Skeleton className="h-3.5 w-3/4" /><Skeleton className="h-3.5 w-1/2" /></div>
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  const tickets = data.pages.flatMap((page) => page.items).filter((one) => one.id !== without)
  if (!tickets.length) return <p className="text-ui text-muted">{without ? 'No other tickets.' : 'No tickets yet.'}</p>
  return (
    <div className="flex flex-col">
      <ul>
        {tickets.map((one) => (
          <li key={one.id}>
            <Link to="/tickets/$number" params={{ number: String(one.number) }} className="-mx-2 flex min-h-9 items-center gap-2 rounded-md px-2 py-1 text-ui hover:bg-hover">
              <StatusDot status={one.status} />
              <span className="shrink-0 text-meta text-muted tabular-nums">#{one.number}</span>
              <span className={one.status === 'closed' ? 'min-w-0 flex-1 truncate text-muted' : 'min-w-0 flex-1 truncate text-ink'}>{one.subject || 'No subject'}</span>
              <Time at={one.lastMessageAt} />
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && <Button size="small" variant="ghost" loading={isFetchingNextPage} onClick={() => void fetchNextPage()} className="-ml-2 self-start">Show more</Button>}
    </div>
  )
}
