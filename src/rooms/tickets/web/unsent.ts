import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { keptWaiting, onLanded, sendOrKeep, takeBack, useWaiting } from '../../../core/web/outbox.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { keeperOf, type Mode, type Writing } from './draft-keeper.ts'
import { onItsWay } from './ticket-queries.ts'
import { dropEntry, patchMessage, putEntry, withEntry } from './timeline-cache.ts'
import type { Entry, Message } from './tickets-call.ts'

/** What is needed to put it into the composer again. */
interface Back { readonly ticketId: string; readonly mode: Mode; readonly writing: Writing; /** How it stands on the timeline meanwhile. */ readonly shown?: Entry | undefined }

export interface Unsent extends Back {
  readonly id: string
  /** The endpoint that takes it: on a ticket, `{id, …}`. */
  readonly key: string
  readonly body: object
}

const ends = new Map<string, (done: boolean) => void>()
function end(id: string, done: boolean): void {
  ends.get(id)?.(done)
  ends.delete(id)
}

/** Sends what was written on a ticket and taken from its draft. Answers what the server says, or null where it waits for the line; what is refused stands in the composer again, and is thrown. */
export async function sendWritten({ id, key, body, ticketId, mode, writing, shown }: Unsent): Promise<unknown> {
  const back: Back = { ticketId, mode, writing, shown }
  show(id, back)
  try {
    const answer = await sendOrKeep({ id, key, asked: { params: { id: ticketId }, body }, about: `ticket:${ticketId}`, at: Date.now(), back })
    if (answer !== null) arrived(id, back)
    return answer
  } catch (error) {
    refused(id, back)
    throw error
  }
}

function show(id: string, { ticketId, shown }: Back): void {
  ends.set(id, shown ? onItsWay.begin(ticketId, (page) => withEntry(page, shown)) : () => undefined)
  if (shown) putEntry(cache, ticketId, shown)
}

/** What waits from before this page stands where it stood. */
export function resumeWritten(): void {
  for (const { id, back } of keptWaiting()) {
    if (!back || ends.has(id)) continue
    const { ticketId, mode } = back as Back
    show(id, back as Back)
    keeperOf(ticketId, mode, null).left()
  }
}

function arrived(id: string, { ticketId, mode }: Back): void {
  end(id, true)
  keeperOf(ticketId, mode, null).dropped()
}

function refused(id: string, { ticketId, mode, writing }: Back): void {
  end(id, false)
  dropEntry(cache, ticketId, id)
  keeperOf(ticketId, mode, null).refused(writing)
}

/** Takes back what waits for the line: it stands in the composer again. False where it waits no more. */
export function takeBackWritten(id: string): boolean {
  const what = takeBack(id)
  if (what) refused(id, what.back as Back)
  return what !== null
}

/** What waits for the line on a ticket, as it was written. */
export const useWaitingWritten = (ticketId: string): readonly { readonly id: string; readonly mode: Mode; readonly html: string }[] => useWaiting().flatMap(({ id, back }) => {
  const { mode, writing, ...one } = (back ?? {}) as Partial<Back>
  return one.ticketId === ticketId && mode && writing ? [{ id, mode, html: writing.html }] : []
})

onLanded(({ what, answer, refusal }) => {
  if (!what.back) return
  const back = what.back as Back
  if (!refusal) {
    arrived(what.id, back)
    const { message } = answer as { message?: Message }
    if (message) patchMessage(cache, back.ticketId, what.id, message)
    return
  }
  refused(what.id, back)
  toasts.show({ text: `A ${back.mode} that waited for the connection was not sent`, detail: `${wordsFor(refusal)} It is kept as your draft.`, tone: 'bad', seconds: 30 })
})
