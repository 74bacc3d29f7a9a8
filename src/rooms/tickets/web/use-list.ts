import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listQuery, type Listed } from './ticket-queries.ts'
import type { Row } from './tickets-call.ts'

/** A list's rows so far, and how to get more of them. */
export interface List {
  readonly rows: readonly Row[]
  readonly state: 'loading' | 'failed' | 'there'
  readonly error: unknown
  readonly again: () => void
  readonly more: () => void
  readonly loadingMore: boolean
  readonly moreFailed: boolean
}

const none: readonly Row[] = []

export function useList(listed: Listed): List {
  const query = useInfiniteQuery(listQuery(listed))
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? none, [query.data])
  return {
    rows,
    state: query.data ? 'there' : query.isError ? 'failed' : 'loading',
    error: query.error,
    again: () => void query.refetch(),
    more: () => { if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage() },
    loadingMore: query.isFetchingNextPage,
    moreFailed: query.isFetchNextPageError,
  }
}
