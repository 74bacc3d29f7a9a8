import { QueryClient } from '@tanstack/react-query'
import type { Told } from '../contract.ts'
import { Unreachable, wordsFor } from './call.ts'
import { toasts } from '../../ui/toast-store.ts'

/**
 * What the screens have read from the server. It never grows old by time: facts keep it right while the line is open,
 * and after a gap everything shown is read anew. So an idle tab asks for nothing.
 */
export const cache = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, gcTime: 15 * 60_000, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always', onError: (error) => toasts.show({ text: wordsFor(error), tone: 'bad' }) },
  },
})

/** A room's part in keeping the cache right: what a fact changes in it. Must do no harm when it hears the same fact twice. */
export type Hears = (fact: Told, cache: QueryClient) => void

/** Every room's ear, by the first word of the keys of its queries. */
export type AllEars = Readonly<Record<string, Hears>>

let ears: AllEars = {}
/** What was told before the ears are there waits for them, in order. */
let untold: Told[] | null = []
/** Called once by the page with what fetches every room's `web/live.ts`: the first screen does not wait for it. */
export function wireHears(load: () => Promise<{ readonly hears: AllEars }>, retryMs = 500): void {
  load().then(({ hears }) => {
    ears = hears
    const waited = untold ?? []
    untold = null
    for (const fact of waited) tellEars(fact)
  }, () => setTimeout(() => wireHears(load, Math.min(30_000, retryMs * 2)), retryMs))
}
function tellEars(fact: Told): void {
  for (const hears of Object.values(ears)) hears(fact, cache)
}

const remembered = 300
const heard: { at: number; fact: Told }[] = []
/** By the promise of an answer that is on its way: what was told meanwhile and did not begin the reading anew, so that the answer may be older than it. */
const missed = new WeakMap<Promise<unknown>, Told[]>()
/** Answers that were found old before they came: the cache forgets that when they come. */
const overtaken = new WeakSet<Promise<unknown>>()
cache.getQueryCache().subscribe((event) => {
  if (event.type !== 'updated' || !event.query.promise) return
  const { query: { queryKey, promise }, action } = event
  if (action.type === 'invalidate' && event.query.state.fetchStatus !== 'idle') overtaken.add(promise)
  if (action.type !== 'success' || action.manual) return
  for (const fact of missed.get(promise) ?? []) ears[String(queryKey[0])]?.(fact, cache)
  if (overtaken.has(promise) && event.query.promise === promise) void cache.invalidateQueries({ queryKey, exact: true })
})
/**
 * Keeps what came along with another answer as if it had been asked for itself, unless something newer is there.
 * `since`: when that answer was asked for (performance.now()); what was told after it is heard once more.
 */
export function cameAlong(key: readonly unknown[], data: unknown, since: number): void {
  const state = cache.getQueryState(key)
  if (state?.data !== undefined && state.dataUpdatedAt - performance.timeOrigin > since) return
  cache.setQueryData(key, data)
  for (const { at, fact } of [...heard]) if (at >= since) tellEars(fact)
}
const listeners = new Set<(fact: Told) => void>()
/** Follows every fact while something is shown, for what is not kept in the cache. */
export function onFact(listen: (fact: Told) => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

export function hearFact(fact: Told): void {
  heard.push({ at: performance.now(), fact })
  if (heard.length > remembered) heard.shift()
  const onTheirWay = cache.getQueryCache().findAll({ fetchStatus: 'fetching' }).map((query) => ({ query, before: query.promise }))
  if (untold) untold.push(fact)
  else tellEars(fact)
  for (const { query, before } of onTheirWay) if (before && query.promise === before) missed.set(before, [...(missed.get(before) ?? []), fact])
  for (const listen of listeners) listen(fact)
}

/** Everything on the screen may be old: read it again, and forget the rest. */
export function readAgain(): void {
  cache.removeQueries({ type: 'inactive' })
  void cache.invalidateQueries()
}

/** The line is back: what could not be read meanwhile is read now. */
export function readWhatFailed(): void {
  void cache.refetchQueries({ type: 'active', predicate: ({ state }) => state.fetchStatus === 'idle' && state.error instanceof Unreachable })
}

const due = new Map<string, ReturnType<typeof setTimeout>>()
const last = new Map<string, number>()
/** Reads a query again soon, but at most once in `every` milliseconds however many facts ask for it. */
export function readSoon(key: readonly unknown[], every = 10_000): void {
  const name = JSON.stringify(key)
  if (due.has(name)) return
  const wait = Math.max(150, (last.get(name) ?? 0) + every - Date.now())
  due.set(name, setTimeout(() => {
    due.delete(name)
    last.set(name, Date.now())
    void cache.invalidateQueries({ queryKey: [...key] })
  }, wait))
}
