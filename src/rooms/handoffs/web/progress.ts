import { callHandoffs, type SheetLine } from './handoffs.ts'

export type Progress = SheetLine['progress']
export type Shown = Pick<Progress, 'validation' | 'next' | 'version'>
type Words = Partial<Omit<Shown, 'version'>>
type Send = (ticketId: string, body: Shown) => Promise<Progress>
const put: Send = (ticketId, body) => callHandoffs('PUT /tickets/:id/progress', { params: { id: ticketId }, body })

const underWay = new Map<string, Promise<Progress>>()

/** Saves one of a ticket's two fields. One after another: what is written a moment later builds upon what the one before left, and not upon what was shown then. */
export function saveProgress(ticketId: string, words: Words, shown: Shown, send: Send = put): Promise<Progress> {
  const saving = Promise.resolve(underWay.get(ticketId)).catch(() => undefined).then((left) => {
    const { validation, next, version } = left && left.version > shown.version ? left : shown
    return send(ticketId, { validation, next, ...words, version })
  })
  underWay.set(ticketId, saving)
  const over = () => { if (underWay.get(ticketId) === saving) underWay.delete(ticketId) }
  saving.then(over, over)
  return saving
}
