import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { inOrder, mayDo } from '../rules.ts'
import type { Listed, ListPage } from './ticket-queries.ts'
import type { Head, Row } from './tickets-call.ts'
import { fits, viewerOf } from './viewer.ts'

type Lists = InfiniteData<ListPage, string | undefined>

/** The newest row known of a ticket, from any list or head. */
export function rowOf(cache: QueryClient, id: string): Row | undefined {
  let best: Row | undefined
  const see = (row: Row | undefined) => { if (row?.id === id && (!best || row.version > best.version)) best = row }
  for (const [, head] of heads(cache)) see(head?.ticket)
  for (const [, list] of lists(cache)) for (const page of list?.pages ?? []) see(page.items.find((row) => row.id === id))
  return best
}

const heads = (cache: QueryClient) => cache.getQueriesData<Head>({ queryKey: ['tickets', 'head'] })
const lists = (cache: QueryClient) => cache.getQueriesData<Lists>({ queryKey: ['tickets', 'list'] })

/** Puts a changed row wherever the ticket is shown: in place, to another place, out of a list or into one. An answer older than what was heard since changes nothing. */
export function putRow(cache: QueryClient, row: Row): void {
  if (row.version < (rowOf(cache, row.id)?.version ?? 0)) return
  for (const [key, head] of heads(cache)) if (head?.ticket.id === row.id) cache.setQueryData<Head>(key, { ...head, ticket: row, may: mayDo(viewerOf(cache), row) })
  for (const [key, list] of lists(cache)) if (list) cache.setQueryData<Lists>(key, withRow(cache, key[2] as Listed, list, row))
}

/** A change of some fields; older versions than what is shown change nothing. Answers the new row where the ticket is known. */
export function patchRow(cache: QueryClient, id: string, set: Partial<Row>): Row | undefined {
  const before = rowOf(cache, id)
  if (!before || (set.version !== undefined && set.version < before.version)) return before
  const row = { ...before, ...set }
  putRow(cache, row)
  return row
}

function withRow(cache: QueryClient, listed: Listed, list: Lists, row: Row): Lists {
  const order = inOrder[listed.order]
  const at = list.pages.findIndex((page) => page.items.some((one) => one.id === row.id))
  const belongs = fits(cache, row, listed)
  if (at >= 0) {
    const page = list.pages[at]!
    const place = page.items.findIndex((one) => one.id === row.id)
    if (belongs !== 'no' && order(page.items[place]!, row) === 0) return replaced(list, at, page.items.with(place, row))
    list = replaced(list, at, page.items.toSpliced(place, 1))
    if (belongs === 'no') return list
  } else if (belongs !== 'yes') return list
  return inserted(list, row, order)
}

const replaced = (list: Lists, at: number, items: Row[]): Lists => ({ ...list, pages: list.pages.with(at, { ...list.pages[at]!, items }) })

/** Into its place among what is loaded; beyond that, it comes with the page it is on. */
function inserted(list: Lists, row: Row, order: (a: Row, b: Row) => number): Lists {
  for (const [at, page] of list.pages.entries()) {
    const place = page.items.findIndex((one) => order(row, one) < 0)
    if (place >= 0) return replaced(list, at, page.items.toSpliced(place, 0, row))
  }
  const last = list.pages.length - 1
  return last >= 0 && list.pages[last]!.next === null ? replaced(list, last, [...list.pages[last]!.items, row]) : list
}
