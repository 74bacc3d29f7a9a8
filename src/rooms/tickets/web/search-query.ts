import { queryOptions } from '@tanstack/react-query'
import { call } from './tickets-call.ts'

/** Tickets and customers by words; kept for a moment, as facts do not change what was found. */
export const searchQuery = (words: string, closed = true) => queryOptions({
  queryKey: ['tickets', 'search', words, closed] as const,
  queryFn: ({ signal }) => call('GET /search', { query: { q: words, closed: closed ? '1' : '0' } }, { signal }),
  enabled: words.trim().length > 0, staleTime: 15_000, placeholderData: (before) => before,
})
