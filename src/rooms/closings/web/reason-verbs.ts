import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { askedQuery, callClosings, ordering, reasonsQuery, type CloseReason } from './closings.ts'

const read = () => cache.invalidateQueries({ queryKey: ['closings', 'reasons'] })

async function act(run: () => Promise<unknown>, said: string | null, undo?: () => void): Promise<void> {
  try {
    await run()
    await read()
    if (said) toasts.show({ text: said, undo })
  } catch (error) {
    await read()
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

const bodyOf = ({ name, active, note, subtasks, promises, approvals, attempts }: CloseReason) => ({ name, active, note, subtasks, promises, approvals, attempts })
const put = (one: CloseReason, set: Partial<CloseReason>) => callClosings('PUT /close-reasons/:id', { params: { id: one.id }, body: { ...bodyOf({ ...one, ...set }), version: one.version } })

export const setActive = (one: CloseReason, active: boolean): Promise<void> => act(() => put(one, { active }), active ? `“${one.name}” can be chosen again` : `“${one.name}” is not offered any more`)
export const remove = (one: CloseReason): Promise<void> => act(
  () => callClosings('DELETE /close-reasons/:id', { params: { id: one.id } }), `“${one.name}” removed`,
  () => void act(() => callClosings('POST /close-reasons/:id/restore', { params: { id: one.id } }), `“${one.name}” is back`),
)

/** One after another: the order that was said last is the one that holds. */
let earlier: Promise<unknown> = Promise.resolve()

/** Puts a reason one place up or down: shown at once. */
export function moveBy(teamId: string | null, items: readonly CloseReason[], id: string, by: -1 | 1): void {
  const from = items.findIndex((one) => one.id === id)
  const to = from + by
  if (from < 0 || to < 0 || to >= items.length) return
  const next = items.toSpliced(from, 1).toSpliced(to, 0, items[from]!)
  const ids = next.map((one) => one.id)
  const end = ordering.begin(String(teamId), (list) => ({ ...list, items: list.items.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)) }))
  cache.setQueryData(reasonsQuery(teamId).queryKey, (list) => list && { ...list, items: next })
  const saying = earlier.then(() => callClosings('PUT /close-reasons/order', { body: { teamId, ids } }))
  earlier = saying.catch(() => undefined)
  void act(() => saying.then(() => end(true), (error: unknown) => { end(false); throw error }), null)
}

export const makeOwn = (teamId: string): Promise<void> => act(() => callClosings('POST /close-reasons/own', { body: { teamId } }), 'The team has a list of its own now')
export const dropOwn = (teamId: string): Promise<void> => act(() => callClosings('POST /close-reasons/shared', { body: { teamId } }), 'The team goes by the workspace’s list again')

export async function ask(teamId: string | null, asked: boolean | null): Promise<void> {
  try {
    cache.setQueryData(askedQuery(teamId).queryKey, await callClosings('PUT /closing-settings', { body: { teamId, asked } }))
    await cache.invalidateQueries({ queryKey: ['closings', 'settings'] })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
