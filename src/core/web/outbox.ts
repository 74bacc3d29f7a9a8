import { Backoff } from './backoff.ts'
import { Refused, send, Unreachable, type Wire } from './call.ts'
import { keep, keptUnder } from './kept.ts'
import { store, useStore } from './store.ts'

/** Something a person sent that the server has not confirmed. Its body carries an id made here, so sending it twice makes it once. */
export interface Waiting {
  readonly id: string
  readonly key: string
  readonly asked: Wire
  /** What it is about, such as `ticket:ID`. */
  readonly about: string
  readonly at: number
  /** What whoever sent it needs to give it back when it is refused. */
  readonly back?: unknown
}
export interface Landed { readonly what: Waiting; readonly answer?: unknown; readonly refusal?: Error }

const waiting = store<readonly Waiting[]>([])
const listeners = new Set<(landed: Landed) => void>()
const underWay = new Set<string>()
const backoff = new Backoff()
let next: ReturnType<typeof setTimeout> | undefined

/** What waits for the connection, everywhere or about one thing. */
export const useWaiting = (): readonly Waiting[] => useStore(waiting)

/** Told when something that waited was sent at last, or refused. */
export function onLanded(listen: (landed: Landed) => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

/**
 * Sends, and keeps what is sent in this browser until the server has answered.
 * Answers the server's answer, or `null` when it waits for the connection; a refusal is thrown and nothing waits.
 */
export async function sendOrKeep(what: Waiting): Promise<unknown> {
  keep(`outbox.${what.id}`, what)
  underWay.add(what.id)
  try {
    const answer = await send(what.key, what.asked)
    backoff.reset()
    forget(what.id)
    return answer ?? {}
  } catch (error) {
    if (!(error instanceof Unreachable) && !(error instanceof Refused && error.status === 503)) {
      forget(what.id)
      throw error
    }
    waiting.set([...waiting.get().filter((one) => one.id !== what.id), what])
    // The line may be open while the server cannot answer: nobody tells when that is over.
    clearTimeout(next)
    next = setTimeout(() => void flushOutbox(), backoff.next())
    return null
  } finally {
    underWay.delete(what.id)
  }
}

/** Takes back something that still waits; null when it has left, or is leaving. */
export function takeBack(id: string): Waiting | null {
  const there = underWay.has(id) ? undefined : waiting.get().find((one) => one.id === id)
  if (there) forget(id)
  return there ?? null
}

/** What is kept here and the server has not confirmed, oldest first, from before this page, too. */
export const keptWaiting = (): Waiting[] => keptUnder<Waiting>('outbox.').map(([, one]) => one).sort((a, b) => a.at - b.at)

/** Sends what waits, oldest first; stops at the first that cannot leave. Called when the line opens, and again now and then while something waits. */
export async function flushOutbox(): Promise<void> {
  const all = keptWaiting()
  waiting.set(all)
  for (const what of all) {
    // Meanwhile it may have left in another way, or been taken back.
    if (underWay.has(what.id) || !waiting.get().some((one) => one.id === what.id)) continue
    const answer = await sendOrKeep(what).catch((refusal: Error) => { tell({ what, refusal }); return undefined })
    if (answer === null) return
    if (answer !== undefined) tell({ what, answer })
  }
}

function tell(landed: Landed): void {
  for (const listen of listeners) listen(landed)
}

function forget(id: string): void {
  keep(`outbox.${id}`, null)
  waiting.set(waiting.get().filter((one) => one.id !== id))
}
