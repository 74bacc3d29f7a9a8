import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { liveReady } from '../../../core/web/live.ts'
import { useMe } from '../../people/web/directory.ts'
import type { ticketNews } from '../contract.ts'
import { concerns } from '../rules.ts'
import { call, type Row } from './tickets-call.ts'

type News = Omit<Out<typeof ticketNews>, 'ticketId'>
export type KnownNews = Readonly<Record<string, News>>

const page = 100
const most = 600
const nothing: News = { news: 0, seen: 0, follows: false }
const known = (): KnownNews => cache.getQueryData<KnownNews>(['tickets', 'news']) ?? {}

/** What is new by others on tickets that are shown or were, and up to where one saw them, in any of one's browsers. */
export const newsQuery = queryOptions({
  queryKey: ['tickets', 'news'] as const,
  queryFn: async (): Promise<KnownNews> => merged(known(), await readNews(Object.keys(known()).slice(-most))),
  initialData: {} as KnownNews,
})

async function readNews(ids: readonly string[]): Promise<Out<typeof ticketNews>[]> {
  await liveReady()
  const all: Out<typeof ticketNews>[] = []
  for (let at = 0; at < ids.length; at += page) all.push(...await call('GET /tickets/news', { query: { ticketId: ids.slice(at, at + page) } }))
  return all
}

/** Facts heard while it was read may be newer: numbers only rise. */
const merged = (before: KnownNews, read: readonly Out<typeof ticketNews>[]): KnownNews => ({
  ...before,
  ...Object.fromEntries(read.map(({ ticketId, news, seen, follows }) => [ticketId, { news: Math.max(news, before[ticketId]?.news ?? 0), seen: Math.max(seen, before[ticketId]?.seen ?? 0), follows }])),
})

const wanted = new Set<string>()
let asking: ReturnType<typeof setTimeout> | undefined
/** Rows come into sight many at a time: they are asked for together. */
function want(id: string): void {
  if (known()[id]) return
  wanted.add(id)
  asking ??= setTimeout(() => {
    asking = undefined
    const ids = [...wanted]
    wanted.clear()
    // Their places are kept, so that facts heard meanwhile count.
    cache.setQueryData<KnownNews>(newsQuery.queryKey, (now) => ({ ...now, ...Object.fromEntries(ids.filter((one) => !now?.[one]).map((one) => [one, nothing])) }))
    readNews(ids).then(
      (read) => cache.setQueryData<KnownNews>(newsQuery.queryKey, (now) => merged(now ?? {}, read)),
      () => cache.setQueryData<KnownNews>(newsQuery.queryKey, (now) => Object.fromEntries(Object.entries(now ?? {}).filter(([one]) => !ids.includes(one)))),
    )
  }, 30)
}

function useNews(id: string): News | undefined {
  const { data } = useQuery({ ...newsQuery, select: (all) => all[id] })
  useEffect(() => want(id), [id])
  return data
}

/** Whether somebody else wrote or did something since one looked, on a ticket that concerns one. */
export function useUnread(row: Row): boolean {
  const me = useMe()
  const news = useNews(row.id)
  const teams = useMemo(() => me.teams.map((team) => team.id), [me.teams])
  return news !== undefined && news.news > news.seen && concerns(row, { id: me.id, teams }, news.follows)
}

/** The ticket is open: once its newest entry stands before somebody's eyes, it is seen, here and in their other browsers. */
export function useSeen(ticketId: string, newest: number): void {
  const news = useNews(ticketId)
  const due = news !== undefined && news.news > news.seen && newest > news.seen
  useEffect(() => {
    if (!due) return
    const look = () => { if (document.visibilityState === 'visible') markSeen(ticketId, newest) }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [due, ticketId, newest])
}

const waiting = new Map<string, number>()
let telling: ReturnType<typeof setTimeout> | undefined

function markSeen(ticketId: string, seen: number): void {
  cache.setQueryData<KnownNews>(newsQuery.queryKey, (now) => ({ ...now, [ticketId]: { ...(now?.[ticketId] ?? nothing), seen } }))
  waiting.set(ticketId, seen)
  telling ??= setTimeout(() => void tellSeen(), 700)
}

/** Tells the server what was seen, together; what does not arrive is told when the line is back. */
export async function tellSeen(): Promise<void> {
  clearTimeout(telling)
  telling = undefined
  const tickets = [...waiting].slice(0, 200).map(([ticketId, seen]) => ({ ticketId, seen }))
  if (!tickets.length) return
  try {
    await call('POST /tickets/seen', { body: { tickets } })
  } catch {
    return
  }
  for (const { ticketId, seen } of tickets) if (waiting.get(ticketId) === seen) waiting.delete(ticketId)
}
