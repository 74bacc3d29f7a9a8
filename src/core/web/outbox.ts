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
}
export interface Landed { readonly what: Waiting; readonly answer?: unknown; readonly refusal?: Error }

const waiting = store<readonly Waiting[]>([])
const listeners = new Set<(landed: Landed) => void>()
const underWay = new Set<string>()

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
    forget(what.id)
    return answer ?? {}
  } catch (error) {
    if (!(error instanceof Unreachable) && !(error instanceof Refused && error.status === 503)) {
      forget(what.id)
      throw error
    }
    waiting.set([...waiting.get().filter((one) => one.id !== what.id), what])
    return null
  } finally {
    underWay.delete(what.id)
  }
}

/** Takes back something that still waits; true when it had not left. */
export function takeBack(id: string): boolean {
  const there = waiting.get().some((one) => one.id === id) && !underWay.has(id)
  if (there) forget(id)
  return there
}

/** Sends what waits, oldest first; stops at the first that cannot leave. Called when the line opens. */
export async function flushOutbox(): Promise<void> {
  const all = keptUnder<Waiting>('outbox.').map(([, one]) => one).sort((a, b) => a.at - b.at)
  waiting.set(all)
  for (const what of all) {
    if (underWay.has(what.id)) continue
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
