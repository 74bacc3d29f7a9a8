import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { putRow } from '../../tickets/web/ticket-cache.ts'
import { countsQuery } from '../../tickets/web/ticket-queries.ts'
import type { Row } from '../../tickets/web/tickets-call.ts'
import { readEntry } from '../../tickets/web/timeline-cache.ts'
import { callHandoffs, mineQuery, openQuery, put, type Form, type Handoff, type Listed } from './handoffs.ts'

function shown({ handoff, ticket }: Listed): void {
  put(handoff)
  putRow(cache, ticket)
  void cache.invalidateQueries({ queryKey: countsQuery.queryKey })
}

const underWay = new Set<string>()
/** Pressed twice it is done once. */
async function carryOut({ id }: On, send: () => Promise<Listed>, said: string): Promise<boolean> {
  if (underWay.has(id)) return false
  underWay.add(id)
  try {
    shown(await send())
    toasts.show({ text: said })
    return true
  } catch (error) {
    if (error instanceof Refused) for (const { queryKey } of [openQuery, mineQuery]) void cache.invalidateQueries({ queryKey })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return false
  } finally {
    underWay.delete(id)
  }
}

type On = Pick<Handoff, 'id' | 'ticketId'>
export const accept = (on: On, number: number) => carryOut(on, () => callHandoffs('POST /handoffs/:id/accept', { params: { id: on.id }, body: {} }), `You own #${number} now`)
export const decline = (on: On, reason: string, number?: number) => carryOut(on, () => callHandoffs('POST /handoffs/:id/decline', { params: { id: on.id }, body: { reason } }), number ? `Declined #${number}; its sender knows why` : 'Declined; its sender knows why')
export const withdraw = (on: On, number?: number) => carryOut(on, () => callHandoffs('POST /handoffs/:id/withdraw', { params: { id: on.id }, body: {} }), number ? `#${number} is no longer offered` : 'No longer offered')

/** Says whether the handoff held what was needed; a report for coaching counts it, without names. */
export async function answer(on: On, had: boolean, missing = ''): Promise<boolean> {
  try {
    put(await callHandoffs('POST /handoffs/:id/answer', { params: { id: on.id }, body: { had, missing } }))
    void readEntry(cache, on.ticketId, on.id)
    toasts.show({ text: 'Thank you. It is counted, without names.', seconds: 4 })
    return true
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return false
  }
}

export interface ToSend { readonly id: string; readonly row: Row; readonly form: Form }
/** Offers one or many, all or none; undo takes the offers back. Throws what the server refuses. */
export async function send(all: readonly ToSend[], bulkId: string, name: string): Promise<void> {
  const [one] = all
  const items = all.length === 1
    ? [await callHandoffs('POST /tickets/:id/handoffs', { params: { id: one!.row.id }, body: { id: one!.id, ...one!.form } })]
    : (await callHandoffs('POST /handoffs/bulk', { body: { id: bulkId, items: all.map(({ id, row, form }) => ({ id, ticketId: row.id, ...form })) } })).items
  for (const item of items) shown(item)
  toasts.show({ text: `Offered ${all.length === 1 ? `#${one!.row.number}` : `${all.length} tickets`} to ${name}`, detail: 'You stay answerable until somebody accepts.', undo: () => { for (const { handoff } of items) void withdraw(handoff) } })
}

/** Moves a ticket at once, with its context. Throws what the server refuses. */
export async function reassign({ id, row, form }: ToSend, name: string): Promise<void> {
  const { ticket } = await callHandoffs('POST /tickets/:id/reassign', { params: { id: row.id }, body: { id, ...form } })
  putRow(cache, ticket)
  toasts.show({ text: `#${row.number} is ${name}’s now` })
}

/** A lead moves a ticket without a handoff, and says why. */
export async function override(row: Row, to: Form['to'], reason: string): Promise<void> {
  const { ticket } = await callHandoffs('POST /tickets/:id/override-owner', { params: { id: row.id }, body: { id: newId(), to, reason } })
  putRow(cache, ticket)
  toasts.show({ text: `Moved #${row.number}` })
}
