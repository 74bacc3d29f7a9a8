import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { inOrder } from '../rules.ts'
import { putRow } from './ticket-cache.ts'
import type { Listed, ListPage } from './ticket-queries.ts'
import { call, type Row } from './tickets-call.ts'
import { viewerOf, wanted } from './viewer.ts'

type Lists = InfiniteData<ListPage, string | undefined>

/** What of a row decides which lists it is in, and where. */
const moving: readonly (keyof Row)[] = ['status', 'ownerId', 'teamId', 'priority', 'tags', 'dueAt', 'customerId', 'mergedInto', 'closedFor']
const everyMs = 10_000
const single = 2

const asked = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined
let readAt = 0

/**
 * A ticket that is in no list we hold changed so that it may belong in one that is shown. The first is read at once;
 * further ones together, every ten seconds at most, so that a busy desk does not keep an idle tab asking.
 */
export function readUnknown(cache: QueryClient, id: string, set: Partial<Row>): void {
  if (!shownLists(cache).some(([listed]) => mayEnter(cache, listed, set))) return
  asked.add(id)
  timer ??= setTimeout(() => {
    timer = undefined
    readAt = Date.now()
    void readAll(cache)
  }, Math.max(50, readAt + everyMs - Date.now()))
}

function shownLists(cache: QueryClient): [Listed, Lists][] {
  return cache.getQueryCache().findAll({ queryKey: ['tickets', 'list'], type: 'active' })
    .flatMap((query) => (query.state.data ? [[query.queryKey[2] as Listed, query.state.data as Lists] as [Listed, Lists]] : []))
}

/** Whether the changed fields touch what the list goes by, and none of them speaks against it. */
function mayEnter(cache: QueryClient, { view, order, filter }: Listed, set: Partial<Row>): boolean {
  const touches = moving.some((field) => field in set) || (order === 'updated' && 'lastMessageAt' in set)
  const who = viewerOf(cache)
  const wants = wanted(cache, { view, filter }) ?? filter
  if (!touches || set.mergedInto) return false
  if (set.status && wants.status && !wants.status.includes(set.status)) return false
  if (set.teamId && wants.teamId && !wants.teamId.includes(set.teamId)) return false
  const owner = set.ownerId
  return owner === undefined || !wants.ownerId || wants.ownerId.some((one) => (one === 'me' ? owner === who.id : one === 'none' ? owner === null : one === owner))
}

async function readAll(cache: QueryClient): Promise<void> {
  const ids = [...asked]
  asked.clear()
  if (ids.length <= single) {
    for (const id of ids) {
      const head = await call('GET /tickets/:ref', { params: { ref: id } }).catch(() => null)
      if (head) putRow(cache, head.ticket)
    }
    return
  }
  for (const [listed, list] of shownLists(cache)) await readFirstPage(cache, listed, list)
}

/** The first page anew: its rows are put where they belong, and those that left it go. */
async function readFirstPage(cache: QueryClient, listed: Listed, list: Lists): Promise<void> {
  const page = await call('GET /tickets', { query: { view: listed.view, order: listed.order, ...listed.filter } }).catch(() => null)
  if (!page) return
  const last = page.items.at(-1)
  const order = inOrder[listed.order]
  const there = new Set(page.items.map((row) => row.id))
  const key = ['tickets', 'list', listed]
  cache.setQueryData<Lists>(key, list.pages.length === 1 ? { ...list, pages: [page] } : (now) => now && {
    ...now, pages: now.pages.map((one, at) => ({ ...one, items: one.items.filter((row) => !there.has(row.id) && (page.next !== null && last && order(row, last) > 0)).concat(at === 0 ? page.items : []).sort(order) })),
  })
}
