import { cache } from '../../../core/web/cache.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { newId } from '../../../core/ids.ts'
import { firstName } from '../../../ui/presence.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { teammatesQuery } from '../../people/web/directory.ts'
import { patchRow, putRow, rowOf } from './ticket-cache.ts'
import { countsQuery } from './ticket-queries.ts'
import { call, type Change, type LeftOut, type Row } from './tickets-call.ts'

interface Act {
  /** What it looks like at once, before the server has answered. */
  readonly set: Partial<Row>
  readonly send: (version: number) => Promise<{ ticket: Row; undoId: string | null }>
  /** What was done: "Closed #1042". */
  readonly said: string
  /** Takes a refusal up by itself: true when nothing more is to be said of it. */
  readonly refused?: ((error: unknown) => boolean) | undefined
}

/** Carries out an act on one ticket: shown at once, confirmed by the server, taken back on the screen if it refuses. */
export async function doAct(row: Row, { set, send, said, refused }: Act): Promise<boolean> {
  const before = rowOf(cache, row.id) ?? row
  putRow(cache, { ...before, ...set })
  try {
    const { ticket, undoId } = await send(before.version)
    putRow(cache, ticket)
    afterwards()
    toasts.show({ text: said, ...(undoId ? { undo: () => void undo(undoId) } : {}) })
    return true
  } catch (error) {
    takeBack(before, set)
    if (!refused?.(error)) tellRefusal(error, before)
    return false
  }
}

/** What was shown at once and refused; what was heard or done meanwhile stands. */
function takeBack(before: Row, set: Partial<Row>): void {
  const now = rowOf(cache, before.id) ?? before
  const fields = (Object.keys(set) as (keyof Row)[]).filter((field) => now[field] === set[field])
  putRow(cache, { ...now, ...Object.fromEntries(fields.map((field) => [field, before[field]])) })
}

/** The same change for many tickets, all or none, with one undo. */
export async function doBulk(rows: readonly Row[], change: Change, set: Partial<Row>, said: string, refused?: (error: unknown) => boolean): Promise<boolean> {
  const before = rows.map((row) => rowOf(cache, row.id) ?? row)
  for (const row of before) putRow(cache, { ...row, ...set })
  try {
    const { changed, undoId } = await call('POST /tickets/bulk', { body: { id: newId(), ticketIds: before.map((row) => row.id), change } })
    for (const row of changed) putRow(cache, row)
    afterwards()
    toasts.show({ text: said, ...(undoId ? { undo: () => void undo(undoId) } : {}) })
    return true
  } catch (error) {
    for (const row of before) takeBack(row, set)
    if (!refused?.(error)) toasts.show({ text: wordsFor(error), detail: 'None of them was changed.', tone: 'bad' })
    return false
  }
}

/** The same for those that can be changed; answers the others with why, null when nothing came of it. `said`: of so many. */
export async function doBulkPartly(rows: readonly Row[], change: Change, said: (n: number) => string): Promise<readonly LeftOut[] | null> {
  try {
    const { changed, undoId, refused } = await call('POST /tickets/bulk', { body: { id: newId(), ticketIds: rows.map((row) => row.id), change, partly: true } })
    for (const row of changed) putRow(cache, row)
    afterwards()
    if (undoId) toasts.show({ text: said(changed.length), undo: () => void undo(undoId) })
    return refused
  } catch (error) {
    toasts.show({ text: wordsFor(error), detail: 'None of them was changed.', tone: 'bad' })
    return null
  }
}

/** Takes an act back where nothing was changed since. */
export async function undo(undoId: string): Promise<void> {
  try {
    const { changed, skipped } = await call('POST /tickets/undo/:id', { params: { id: undoId } })
    for (const row of changed) putRow(cache, row)
    afterwards()
    toasts.show({ text: skipped.length ? `Undone, but ${skipped.length} changed again since and stayed` : 'Undone', seconds: 3 })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

/** Our own acts show in the counts at once. */
function afterwards(): void {
  void cache.invalidateQueries({ queryKey: countsQuery.queryKey })
}

function tellRefusal(error: unknown, before: Row): void {
  const changed = error instanceof Refused && error.code === 'tickets.changed' ? (error.data as { ticket: Row; changes: { personId: string | null }[] }) : null
  if (!changed) return void toasts.show({ text: wordsFor(error), tone: 'bad' })
  patchRow(cache, before.id, changed.ticket)
  const id = changed.changes.at(-1)?.personId
  const name = cache.getQueryData(teammatesQuery.queryKey)?.find((one) => one.id === id)?.name
  toasts.show({ text: `${name ? firstName(name) : 'Somebody'} changed this just before you`, detail: 'It is shown as it is now. Do it again if you still want to.', tone: 'bad' })
}
