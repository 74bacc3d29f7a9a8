import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { newId } from '../../../core/ids.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { keptWaiting, onLanded, sendOrKeep, takeBack } from '../../../core/web/outbox.ts'
import { store, type Store } from '../../../core/web/store.ts'
import { plainText } from '../../../ui/plain-text.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { customerQuery } from '../../customers/web/customers.ts'
import { meQuery } from '../../people/web/directory.ts'
import { onWritten } from '../../tickets/web/composer-plugs.ts'
import type { Mode } from '../../tickets/web/draft-keeper.ts'
import type { Row } from '../../tickets/web/tickets-call.ts'
import { put, type Promised } from './promises.ts'

/** A promise in what is being written, noted once it is sent. */
export interface Said { readonly id: string; readonly text: string; readonly dueAt: string }
/** Of one draft: what was taken as a promise, and the words of which one said that they are none. */
export interface Saying { readonly taken: readonly Said[]; readonly none: ReadonlySet<string> }

const all = new Map<string, Store<Saying>>()
const noted = 'POST /tickets/:id/promises'
const placeOf = (ticketId: string, mode: Mode): string => `promised.${ticketId}.${mode}`
const nothing: Saying = { taken: [], none: new Set() }

/** What was decided about the promises in a draft; what was taken stays in this browser. */
export function sayingOf(ticketId: string, mode: Mode): Store<Saying> {
  const place = placeOf(ticketId, mode)
  const before = all.get(place)
  if (before) return before
  const fresh = store<Saying>({ ...nothing, taken: kept<Said[]>(place) ?? [] })
  all.set(place, fresh)
  return fresh
}

const set = (ticketId: string, mode: Mode, next: Saying): void => {
  sayingOf(ticketId, mode).set(next)
  keep(placeOf(ticketId, mode), next.taken.length ? next.taken : null)
}

/** It is a promise: noted when this is sent. */
export function takeSaid(ticketId: string, mode: Mode, one: Pick<Said, 'text' | 'dueAt'> & { id?: string }): void {
  const now = sayingOf(ticketId, mode).get()
  if (!now.taken.some((other) => other.text === one.text)) set(ticketId, mode, { ...now, taken: [...now.taken, { id: one.id ?? newId(), text: one.text, dueAt: one.dueAt }] })
}

/** It is none after all, or is not to be noted. */
export function dropSaid(ticketId: string, mode: Mode, text: string): void {
  const now = sayingOf(ticketId, mode).get()
  set(ticketId, mode, { taken: now.taken.filter((one) => one.text !== text), none: new Set([...now.none, text]) })
}

/** Promises in a reply that is about to leave: those taken, and those that were offered and not decided. */
export async function saidIn({ id, customerId }: Pick<Row, 'id' | 'customerId'>, html: string): Promise<readonly Said[]> {
  const { taken, none } = sayingOf(id, 'reply').get()
  const { spot } = await import('../spotting.ts')
  const customer = customerId ? cache.getQueryData(customerQuery(customerId).queryKey) : undefined
  const zone = customer?.zone ?? cache.getQueryData(meQuery.queryKey)?.zone ?? 'UTC'
  const found = spot(plainText(html), { now: Date.now(), zone }, customer?.language ?? 'en').filter((one) => !none.has(one.text)).map(({ text, dueAt }) => ({ id: newId(), text, dueAt }))
  // The same words are one promise, however often they are said.
  return [...new Map([...found, ...taken].map((one) => [one.text, one])).values()]
}

/** What was taken while writing becomes a promise once it is said; the composer may be gone by then. */
export function noteSaid(ticketId: string, mode: Mode, saidInId: string): void {
  const { taken } = sayingOf(ticketId, mode).get()
  set(ticketId, mode, nothing)
  for (const one of taken) {
    // What says it may wait for the line: it waits behind that.
    sendOrKeep({ id: one.id, key: noted, asked: { params: { id: ticketId }, body: { id: one.id, text: one.text, dueAt: one.dueAt, saidIn: saidInId } }, about: `ticket:${ticketId}`, at: Date.now() })
      .then((made) => { if (made) put(made as Promised) }, (error: Error) => notNoted(one.text, error))
  }
}
const notNoted = (text: string, error: Error) => toasts.show({ text: `The promise was not noted: ${wordsFor(error)}`, detail: text, tone: 'bad', seconds: 20 })
onLanded(({ what, answer, refusal }) => {
  if (what.key === noted) { if (refusal) notNoted((what.asked.body as Said).text, refusal); else put(answer as Promised); return }
  if (!refusal) return
  // What it was said in did not leave: it is to be noted with the next that does.
  const mode = (what.back as { mode?: Mode } | undefined)?.mode ?? 'reply'
  for (const one of keptWaiting()) {
    const { params, body } = one.asked
    if (one.key === noted && (body as { saidIn: string }).saidIn === what.id && takeBack(one.id)) takeSaid((params as { id: string }).id, mode, body as Said)
  }
})
onWritten(({ ticketId, mode, id }) => noteSaid(ticketId, mode, id))
