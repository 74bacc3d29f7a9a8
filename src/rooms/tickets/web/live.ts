import type { QueryClient } from '@tanstack/react-query'
import type { Told } from '../../../core/contract.ts'
import { readSoon, type Hears } from '../../../core/web/cache.ts'
import { applyToHead, applyToNews, applyToRow } from '../rules.ts'
import { draftGone, keepsDraft, type Mode } from './draft-keeper.ts'
import { newsQuery } from './seen.ts'
import { putRow, rowOf } from './ticket-cache.ts'
import type { Head, Row } from './tickets-call.ts'
import { countsQuery, draftsQuery, savedViewsQuery } from './ticket-queries.ts'
import { entryOf, knowsTimeline, patchMessage, putEntry, readEntry } from './timeline-cache.ts'
import { readUnknown } from './unknown-rows.ts'
import { viewerOf } from './viewer.ts'

/** What facts about tickets change in lists, counts, heads and timelines. */
export const ticketsHear: Hears = (fact, cache) => {
  if (fact.name === 'tickets.views-changed') return void cache.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
  if (fact.name === 'tickets.settings-changed') {
    for (const part of ['rules', 'head']) void cache.invalidateQueries({ queryKey: ['tickets', part] })
    return
  }
  if (fact.name === 'tickets.drafts-changed') return toDrafts(fact, cache)
  toNews(fact, cache)
  toHeads(fact, cache)
  if (fact.name === 'customers.changed') return toCustomersRows(fact, cache)
  if (fact.about.kind !== 'ticket') return
  // A reply taken back is a draft again, in all of one's windows.
  if (fact.name === 'tickets.reply-cancelled' && fact.actor.id === viewerOf(cache).id) {
    void cache.invalidateQueries({ queryKey: draftsQuery.queryKey })
    readHead(fact.about.id, cache)
  }
  const set = (fact.data as { set?: Partial<Row> }).set ?? {}
  toRows(fact, set, cache)
  toTimeline(fact, cache)
  if (fact.name === 'tickets.opened' || 'status' in set || 'ownerId' in set || 'teamId' in set || 'mergedInto' in set) readSoon(countsQuery.queryKey, 12_000)
}

function toNews(fact: Told, cache: QueryClient): void {
  const before = cache.getQueryData(newsQuery.queryKey)
  const next = before && applyToNews(before, fact, viewerOf(cache))
  if (next !== before) cache.setQueryData(newsQuery.queryKey, next)
}

/** A draft of one's own appeared or went, in this window or another. */
function toDrafts(fact: Told, cache: QueryClient): void {
  const { ticketId, mode, gone } = fact.data as { ticketId: string; mode: Mode; gone: boolean }
  void cache.invalidateQueries({ queryKey: draftsQuery.queryKey })
  if (gone) {
    cache.setQueriesData<Head>({ queryKey: ['tickets', 'head'] }, (head) => (head?.drafts.some((one) => one.id === fact.about.id) ? { ...head, drafts: head.drafts.filter((one) => one.id !== fact.about.id) } : head))
    draftGone(ticketId, mode, fact.about.id)
  } else if (!keepsDraft(ticketId, mode)) readHead(ticketId, cache)
}

const readHead = (ticketId: string, cache: QueryClient): void => void cache.invalidateQueries({ queryKey: ['tickets', 'head'], predicate: (query) => (query.state.data as Head | undefined)?.ticket.id === ticketId })

function toHeads(fact: Told, cache: QueryClient): void {
  const who = viewerOf(cache)
  for (const [key, head] of cache.getQueriesData<Head>({ queryKey: ['tickets', 'head'] })) {
    const next = head && applyToHead(head, fact, who)
    if (next && next !== head) cache.setQueryData(key, next)
  }
}

function toRows(fact: Told, set: Partial<Row>, cache: QueryClient): void {
  if (fact.name === 'tickets.opened') return putRow(cache, set as Row)
  if (Object.keys(set).length === 0) return
  const before = rowOf(cache, fact.about.id)
  if (!before) return readUnknown(cache, fact.about.id, set)
  const row = applyToRow(before, fact)
  putRow(cache, row)
}

/** A customer's new name stands in every row and head of theirs. */
function toCustomersRows(fact: Told, cache: QueryClient): void {
  const name = (fact.data as { set?: { name?: string } }).set?.name
  if (name === undefined) return
  for (const [key] of cache.getQueriesData({ queryKey: ['tickets', 'list'] })) {
    cache.setQueryData<{ pages: { items: Row[] }[] }>(key, (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map((row) => applyToRow(row, fact)) })) })
  }
}

function toTimeline(fact: Told, cache: QueryClient): void {
  const ticketId = fact.about.id
  if (!knowsTimeline(cache, ticketId)) return
  const data = fact.data as { messageId?: string; entryId?: string; delivery?: never; note?: string | null; dueAt?: string }
  // What other rooms say of a ticket for its row alone is no entry.
  if (fact.name === 'tickets.following-changed' || (fact.data as { quiet?: boolean }).quiet) return
  if (fact.name === 'tickets.delivery-changed') return patchMessage(cache, ticketId, data.messageId!, { delivery: data.delivery!, deliveryNote: data.note ?? null })
  if (fact.name === 'tickets.delivery-decided') patchMessage(cache, ticketId, data.messageId!, { delivery: data.delivery! })
  if (fact.name === 'tickets.reply-cancelled') patchMessage(cache, ticketId, data.messageId!, { delivery: 'cancelled' })
  if (fact.name === 'tickets.reply-retried') patchMessage(cache, ticketId, data.messageId!, { delivery: 'pending', deliveryNote: null, dueAt: data.dueAt! })
  // Facts carry no words: messages, and what higher rooms add such as notes, are read.
  const carriesAll = fact.name.startsWith('tickets.') && !['tickets.message-received', 'tickets.replied', 'tickets.message-moved-in', 'tickets.split-off', 'tickets.merged-in', 'tickets.unmerged-from'].includes(fact.name)
  if (carriesAll) putEntry(cache, ticketId, entryOf(fact))
  else if (fact.name.startsWith('tickets.merged-in') || fact.name === 'tickets.unmerged-from' || fact.name === 'tickets.split-off') void cache.invalidateQueries({ queryKey: ['tickets', 'timeline', ticketId] })
  // A fact that changes an entry names it; others are an entry themselves, unless they are not shown.
  else if (data.entryId || fact.shown) void readEntry(cache, ticketId, data.entryId ?? fact.id)
}

