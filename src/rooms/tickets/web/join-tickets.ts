import { cache } from '../../../core/web/cache.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { undo } from './do-act.ts'
import { putRow, rowOf } from './ticket-cache.ts'
import { headQuery } from './ticket-queries.ts'
import { call, type Head, type Row } from './tickets-call.ts'

/** Merges tickets into another one and goes there; says so when the customers differ and one must be sure. */
export async function mergeInto(rows: readonly Row[], into: Row, anyway: boolean, onOpenTicket: (number: number) => void): Promise<'done' | 'other-customer'> {
  const undoIds: string[] = []
  try {
    for (const row of rows) {
      const { ticket, undoId } = await call('POST /tickets/:id/merge', { params: { id: row.id }, body: { intoId: into.id, anyway } })
      putRow(cache, ticket)
      putRow(cache, { ...(rowOf(cache, row.id) ?? row), mergedInto: into.id })
      if (undoId) undoIds.push(undoId)
      void cache.invalidateQueries({ queryKey: headQuery(row.number).queryKey })
    }
  } catch (error) {
    if (error instanceof Refused && error.code === 'tickets.other-customer') return 'other-customer'
    throw error
  }
  void cache.invalidateQueries({ queryKey: ['tickets', 'timeline', into.id] })
  onOpenTicket(into.number)
  const back = async () => {
    for (const id of undoIds) await undo(id)
    for (const row of rows) void cache.invalidateQueries({ queryKey: headQuery(row.number).queryKey })
    if (rows[0]) onOpenTicket(rows[0].number)
  }
  toasts.show({ text: `Merged into #${into.number}`, ...(undoIds.length ? { undo: () => void back() } : {}) })
  return 'done'
}

/** Takes a merged ticket out again; its entries go with it. */
export async function takeOut(gone: { readonly id: string; readonly number: number }, into: { readonly id: string; readonly number: number }): Promise<void> {
  const { ticket } = await call('POST /tickets/:id/unmerge', { params: { id: gone.id }, body: {} })
  putRow(cache, ticket)
  readBoth(gone, into)
  const back = async () => {
    const { ticket: kept } = await call('POST /tickets/:id/merge', { params: { id: gone.id }, body: { intoId: into.id, anyway: true } })
    putRow(cache, kept)
    readBoth(gone, into)
  }
  toasts.show({ text: `#${gone.number} is a ticket of its own again`, undo: () => void back().catch((error) => toasts.show({ text: wordsFor(error), tone: 'bad' })) })
}

function readBoth(...both: readonly { readonly id: string; readonly number: number }[]): void {
  for (const one of both) {
    void cache.invalidateQueries({ queryKey: headQuery(one.number).queryKey })
    void cache.invalidateQueries({ queryKey: ['tickets', 'timeline', one.id] })
  }
}

export async function linkWith(row: Row, other: Row): Promise<'done'> {
  const { links } = await call('POST /tickets/:id/links', { params: { id: row.id }, body: { otherId: other.id } })
  showLinks(row, links)
  toasts.show({ text: `Linked with #${other.number}`, undo: () => void unlink(row, other.id) })
  return 'done'
}

export async function unlink(row: Row, otherId: string): Promise<void> {
  const { links } = await call('DELETE /tickets/:id/links/:otherId', { params: { id: row.id, otherId } })
  showLinks(row, links)
}

const showLinks = (row: Row, links: Head['links']): void => { cache.setQueryData<Head>(headQuery(row.number).queryKey, (head) => head && { ...head, links }) }
