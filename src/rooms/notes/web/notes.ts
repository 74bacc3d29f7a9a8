import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'
import type { note, notes } from '../contract.ts'

export type Note = Out<typeof note>
export const callNotes = room<typeof notes>()

export const pinnedQuery = (ticketId: string) => queryOptions({
  queryKey: ['notes', 'pinned', ticketId], queryFn: async ({ signal }) => (await callNotes('GET /tickets/:id/notes', { params: { id: ticketId }, query: { pinned: '1' } }, { signal })).items,
})
export const historyQuery = (id: string) => queryOptions({ queryKey: ['notes', 'history', id], queryFn: async () => (await callNotes('GET /notes/:id/history', { params: { id } })).items, staleTime: 0 })

/** Reads a note anew wherever it is shown: in the conversation and at its top. `ticketId` is of the ticket that is open. */
export function readNoteAgain(note: Pick<Note, 'id' | 'ticketId'>): void {
  void readEntry(cache, note.ticketId, note.id)
  void cache.invalidateQueries({ queryKey: ['notes', 'pinned'] })
}

/** The words of a note without its marks, on one line. */
export const plainWords = (html: string): string => (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').replace(/\s+/g, ' ').trim()
