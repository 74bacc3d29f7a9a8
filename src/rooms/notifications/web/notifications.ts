import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room, wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { liveReady } from '../../../core/web/live.ts'
import { store, useStore } from '../../../core/web/store.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { kind, notification, notifications, preferences } from '../contract.ts'

export type Notification = Out<typeof notification>
export type Kind = Out<typeof kind>
export type Preferences = Out<typeof preferences>
export interface Page { readonly items: Notification[]; readonly next: string | null }

export const callNotifications = room<typeof notifications>()

export const unreadQuery = queryOptions({ queryKey: ['notifications', 'unread'], queryFn: async () => (await liveReady(), (await callNotifications('GET /notifications/unread')).unread) })
export const centreQuery = (unread: boolean) => infiniteQueryOptions({
  queryKey: ['notifications', 'list', unread],
  queryFn: ({ pageParam, signal }): Promise<Page> => callNotifications('GET /notifications', { query: { cursor: pageParam, ...(unread ? { unread: '1' as const } : {}) } }, { signal }),
  initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.next ?? undefined,
})
export const preferencesQuery = queryOptions({ queryKey: ['notifications', 'preferences'], queryFn: () => callNotifications('GET /notifications/preferences') })

const centre = store(false)
/** Whether the centre is open, wherever it is opened from. */
export const useCentre = () => ({ open: useStore(centre), setOpen: centre.set })
export const openCentre = () => centre.set(true)

/** Where a click lands: the very entry of a ticket, or the page that shows a thing. */
export function placeOf(path: string): { readonly to: string; readonly search: Record<string, string>; readonly hash: string } {
  const url = new URL(path, location.origin)
  return { to: url.pathname, search: Object.fromEntries(url.searchParams), hash: url.hash.slice(1) }
}

/** Marks as read; what is shown changes at once, in other tabs by the fact. */
export async function markRead(which: { ids: string[] } | { ticketId: string } | { path: string } | { all: true }): Promise<void> {
  try {
    patchRead('ids' in which ? (one) => which.ids.includes(one.id) : 'ticketId' in which ? (one) => one.ticket?.id === which.ticketId : 'path' in which ? (one) => one.path.split('?', 1)[0] === which.path : () => true)
    const { unread } = await callNotifications('POST /notifications/read', { body: which })
    cache.setQueryData(unreadQuery.queryKey, unread)
  } catch (error) {
    void cache.invalidateQueries({ queryKey: ['notifications'] })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

/** Marks in the lists that are here what was read. Those under "unread" stay where they are until the list is opened again. */
export function patchRead(fits: (one: Notification) => boolean): void {
  const readAt = new Date().toISOString()
  for (const unread of [true, false]) {
    cache.setQueryData<InfiniteData<Page, string | undefined>>(centreQuery(unread).queryKey, (list) => list && {
      ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.readAt === null && fits(one) ? { ...one, readAt } : one)) })),
    })
  }
}
