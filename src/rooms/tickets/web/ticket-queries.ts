import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { cache, cameAlong } from '../../../core/web/cache.ts'
import { liveReady } from '../../../core/web/live.ts'
import { Pending } from '../../../core/web/pending.ts'
import { call, type Entry, type Filter, type Head, type Order, type Row } from './tickets-call.ts'

/** Which tickets a list shows, and how. */
export interface Listed {
  readonly view: string
  readonly order: Order
  readonly filter: Filter
}
export interface ListPage { readonly items: Row[]; readonly next: string | null }
export interface TimelinePage { readonly items: Entry[]; readonly next: number | null }

export const listQuery = (listed: Listed) => infiniteQueryOptions({
  queryKey: ['tickets', 'list', listed] as const,
  async queryFn({ pageParam, signal }): Promise<ListPage> {
    await liveReady()
    return await call('GET /tickets', { query: { view: listed.view, order: listed.order, ...listed.filter, cursor: pageParam } }, { signal })
  },
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
})

export const countsQuery = queryOptions({ queryKey: ['tickets', 'counts'], queryFn: async () => (await liveReady(), await call('GET /tickets/counts')) })
export const savedViewsQuery = queryOptions({ queryKey: ['tickets', 'views'], queryFn: () => call('GET /views') })
/** What one began to write and did not send, newest first. That drafts come and go is told; what is typed in them is not, so this is read again when it is looked at. */
export const draftsQuery = queryOptions({ queryKey: ['tickets', 'drafts'], queryFn: () => call('GET /drafts'), staleTime: 60_000 })
export const tagsQuery = (q: string) => queryOptions({ queryKey: ['tickets', 'tags', q], queryFn: ({ signal }) => call('GET /tickets/tags', { query: { q } }, { signal }), staleTime: 60_000 })

/** A ticket's head, by its number as it stands in addresses. */
export const headQuery = (number: number) => queryOptions({
  queryKey: ['tickets', 'head', number] as const,
  async queryFn({ signal, queryKey }): Promise<Head> {
    await liveReady()
    const since = performance.now()
    // What stands next to it comes along the first time; from then on facts and reads of their own keep it right.
    const first = cache.getQueryData(queryKey) === undefined
    const { beside = [], ...head } = await call('GET /tickets/:ref', { params: { ref: String(number) }, query: { beside: first ? '1' : undefined } }, { signal })
    for (const { key, data } of beside) cameAlong(key, data, since)
    return head
  },
})

/** What was written here and is on its way to the server: it stands on its ticket's newest page, whatever is read meanwhile. */
export const onItsWay = new Pending<TimelinePage>()

/** The timeline, newest page first; the first page reaches back to the entry that is asked for. */
export const timelineQuery = (ticketId: string, through?: string) => infiniteQueryOptions({
  queryKey: ['tickets', 'timeline', ticketId] as const,
  async queryFn({ pageParam, signal }): Promise<TimelinePage> {
    await liveReady()
    const read = () => call('GET /tickets/:id/timeline', { params: { id: ticketId }, query: { before: pageParam, limit: 50, through: pageParam === undefined ? through : undefined } }, { signal })
    return pageParam === undefined ? await onItsWay.read(ticketId, read) : await read()
  },
  initialPageParam: undefined as number | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
})

export const othersQuery = (ticketId: string) => queryOptions({ queryKey: ['tickets', 'others', ticketId], queryFn: () => call('GET /tickets/:id/others', { params: { id: ticketId } }), staleTime: 60_000 })

/** Reads what opening a ticket needs before it is opened, so that it opens at once. */
export function prefetchTicket(row: Pick<Row, 'id' | 'number'>): void {
  void cache.prefetchQuery(headQuery(row.number))
  void cache.prefetchInfiniteQuery(timelineQuery(row.id))
}
