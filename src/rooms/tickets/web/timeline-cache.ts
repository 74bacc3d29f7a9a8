import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Told } from '../../../core/contract.ts'
import { timelineQuery, type TimelinePage } from './ticket-queries.ts'
import { call, type Entry, type Message } from './tickets-call.ts'

type Timeline = InfiniteData<TimelinePage, number | undefined>

const keyOf = (ticketId: string) => timelineQuery(ticketId).queryKey

/** Whether this ticket's timeline has been read. */
export const knowsTimeline = (cache: QueryClient, ticketId: string): boolean => cache.getQueryData(keyOf(ticketId)) !== undefined

/** Puts an entry where it belongs, or in place of what is there under its id. */
export function putEntry(cache: QueryClient, ticketId: string, entry: Entry): void {
  cache.setQueryData<Timeline>(keyOf(ticketId), (before) => {
    if (!before) return before
    const at = before.pages.findIndex((page) => has(page, entry.id))
    if (at >= 0) {
      const page = before.pages[at]!
      return { ...before, pages: before.pages.with(at, { ...page, items: page.items.map((one) => (one.id === entry.id ? entry : one)) }) }
    }
    const [first, ...rest] = before.pages
    return first ? { ...before, pages: [withEntry(first, entry), ...rest] } : before
  })
}

const has = (page: TimelinePage, entryId: string): boolean => page.items.some((one) => one.id === entryId)
/** A page with an entry that may be missing on it. */
export const withEntry = (page: TimelinePage, entry: Entry): TimelinePage => (has(page, entry.id) ? page : { ...page, items: [...page.items, entry].sort((a, b) => b.number - a.number) })

/** Changes what is known of a message, for example how its delivery stands. */
export function patchMessage(cache: QueryClient, ticketId: string, messageId: string, set: Partial<Message>): void {
  cache.setQueryData<Timeline>(keyOf(ticketId), (before) => before && {
    ...before,
    pages: before.pages.map((page) => (page.items.some((one) => one.message?.id === messageId)
      ? { ...page, items: page.items.map((one) => (one.message?.id === messageId ? { ...one, message: { ...one.message, ...set } } : one)) }
      : page)),
  })
}

export function dropEntry(cache: QueryClient, ticketId: string, entryId: string): void {
  cache.setQueryData<Timeline>(keyOf(ticketId), (before) => before && { ...before, pages: before.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== entryId) })) })
}

/** Reads one entry again: a note that was edited, a message that came. */
export async function readEntry(cache: QueryClient, ticketId: string, entryId: string): Promise<void> {
  if (!knowsTimeline(cache, ticketId)) return
  const entry = await call('GET /tickets/:id/entries/:entryId', { params: { id: ticketId, entryId } }).catch(() => null)
  if (entry) putEntry(cache, ticketId, entry)
}

/** A fact as an entry, for those that carry all there is to show. */
export const entryOf = (fact: Told): Entry => ({ id: fact.id, number: fact.number, name: fact.name, at: fact.at, actor: { ...fact.actor }, data: fact.data, message: null, more: null })
