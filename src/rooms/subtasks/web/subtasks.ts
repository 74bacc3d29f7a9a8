import { queryOptions } from '@tanstack/react-query'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { room, wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { Pending } from '../../../core/web/pending.ts'
import { store } from '../../../core/web/store.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { subtasks } from '../contract.ts'
import { reordered, type Subtask, type Template } from '../rules.ts'

export type { Subtask, Template }
export const callSubtasks = room<typeof subtasks>()

type List = Subtask[]
const pending = new Pending<List>()
export const checklistQuery = (ticketId: string) => queryOptions({
  queryKey: ['subtasks', 'ticket', ticketId] as const,
  queryFn: async ({ signal }) => (await liveReady(), await pending.read(ticketId, () => callSubtasks('GET /tickets/:id/subtasks', { params: { id: ticketId } }, { signal }))),
})
export const templatesQuery = queryOptions({ queryKey: ['subtasks', 'templates'] as const, queryFn: async () => (await callSubtasks('GET /subtask-templates')).items })

/** On which ticket a line is being added. */
export const adding = store<string | null>(null)
/** Of which sub-task it is being said why it need not be done. */
export const waiving = store<Subtask | null>(null)

const keyOf = (ticketId: string) => checklistQuery(ticketId).queryKey
/** The lines as they stand now, what was done a moment ago included. */
export const checklistNow = (ticketId: string): readonly Subtask[] => cache.getQueryData(keyOf(ticketId)) ?? []
/** `ticketId` is of the ticket that is open: lines of one merged into it stand there too. */
const put = (ticketId: string, change: (all: List) => List) => cache.setQueryData(keyOf(ticketId), (all) => all && change(all))
const edit = (id: string, part: Partial<Subtask>) => (all: List): List => all.map((other) => (other.id === id ? { ...other, ...part } : other))

/** One after another, in the order in which they were done here: the next one builds upon what the last one left. */
let earlier: Promise<unknown> = Promise.resolve()

/** Shows the change at once, carries it out, and goes back with words when it was refused. */
async function doing(ticketId: string, change: (all: List) => List, run: () => Promise<Subtask | null>): Promise<boolean> {
  const before = cache.getQueryData(keyOf(ticketId))
  const end = pending.begin(ticketId, change)
  put(ticketId, change)
  const running = earlier.then(run)
  earlier = running.catch(() => undefined)
  try {
    const now = await running
    end(true)
    if (now) put(ticketId, (all) => pending.over(ticketId, edit(now.id, now)(all)))
    return true
  } catch (error) {
    end(false)
    if (before) put(ticketId, () => pending.over(ticketId, before))
    void cache.invalidateQueries({ queryKey: keyOf(ticketId) })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return false
  }
}

const params = (id: string) => ({ params: { id } })
export const tick = (ticketId: string, one: Subtask, me: string): Promise<boolean> => one.state === 'open'
  ? doing(ticketId, edit(one.id, { state: 'done', doneAt: new Date().toISOString(), doneById: me }), () => callSubtasks('POST /subtasks/:id/tick', params(one.id)))
  : reopen(ticketId, one)
export const reopen = (ticketId: string, one: Subtask): Promise<boolean> =>
  doing(ticketId, edit(one.id, { state: 'open', doneAt: null, doneById: null, waivedAt: null, waivedById: null, waivedFor: null }), () => callSubtasks('POST /subtasks/:id/reopen', params(one.id)))
export const waive = (ticketId: string, one: Subtask, reason: string, me: string): Promise<boolean> =>
  doing(ticketId, edit(one.id, { state: 'waived', waivedAt: new Date().toISOString(), waivedById: me, waivedFor: reason }), () => callSubtasks('POST /subtasks/:id/waive', { ...params(one.id), body: { reason } }))
export const reword = (ticketId: string, one: Subtask, text: string): Promise<boolean> =>
  doing(ticketId, edit(one.id, { text }), () => callSubtasks('PATCH /subtasks/:id', { ...params(one.id), body: { text, version: one.version } }))
export const setRequired = (ticketId: string, one: Subtask, required: boolean): Promise<boolean> =>
  doing(ticketId, edit(one.id, { required }), () => callSubtasks('PATCH /subtasks/:id', { ...params(one.id), body: { required } }))

export function add(ticketId: string, text: string, required: boolean, me: string): Promise<boolean> {
  const id = newId()
  const at = new Date().toISOString()
  const one: Subtask = { id, ticketId, text, required, state: 'open', templateId: null, madeById: me, at, version: 1, doneAt: null, doneById: null, waivedAt: null, waivedById: null, waivedFor: null, may: { change: true, loosen: true, require: true } }
  const own = (all: List) => all.findLastIndex((other) => other.ticketId === ticketId) + 1
  return doing(ticketId, (all) => (all.some((other) => other.id === id) ? all : all.toSpliced(own(all), 0, one)), () => callSubtasks('POST /tickets/:id/subtasks', { ...params(ticketId), body: { id, text, required } }))
}

/** Puts one before another, or last of its ticket. */
export function move(ticketId: string, one: Subtask, beforeId: string | null): Promise<boolean> {
  const change = (all: List): List => {
    const order = reordered(all.filter((other) => other.ticketId === one.ticketId).map((other) => other.id), one.id, beforeId)
    if (!order) return all
    const byId = new Map(all.map((other) => [other.id, other]))
    const rest = all.filter((other) => other.ticketId !== one.ticketId)
    const own = order.map((id) => byId.get(id)!)
    return one.ticketId === ticketId ? [...own, ...rest] : [...rest, ...own]
  }
  return doing(ticketId, change, () => callSubtasks('POST /subtasks/:id/move', { ...params(one.id), body: { beforeId } }))
}

export async function remove(ticketId: string, one: Subtask): Promise<void> {
  const gone = await doing(ticketId, (all) => all.filter((other) => other.id !== one.id), async () => { await callSubtasks('DELETE /subtasks/:id', params(one.id)); return null })
  if (gone) toasts.show({ text: 'Sub-task deleted', detail: one.text, undo: () => void callSubtasks('POST /subtasks/:id/restore', params(one.id)).then(() => cache.invalidateQueries({ queryKey: keyOf(ticketId) }), (error: unknown) => toasts.show({ text: wordsFor(error), tone: 'bad' })) })
}

export async function apply(ticketId: string, template: Pick<Template, 'id' | 'name'>): Promise<void> {
  try {
    cache.setQueryData(keyOf(ticketId), await callSubtasks('POST /tickets/:id/subtask-template', { ...params(ticketId), body: { templateId: template.id } }))
    toasts.show({ text: `“${template.name}” is on the checklist` })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
