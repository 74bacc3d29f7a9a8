import { store, useStore } from '../../../core/web/store.ts'
import type { Closing, Row } from '../../tickets/web/tickets-call.ts'

/** One ticket, or many, that somebody wants to close. `answer`: it is closed by whoever asked, with a reply; null where nothing came of it. */
export type Asking =
  | { readonly kind: 'one'; readonly row: Row; readonly answer?: ((closing: Closing | undefined | null) => void) | undefined }
  | { readonly kind: 'many'; readonly rows: readonly Row[]; readonly after: () => void }

const asking = store<Asking | null>(null)
export const useAsking = (): Asking | null => useStore(asking)
export const askNothing = (): void => asking.set(null)
/** Opens the list that leads to a closed ticket. */
export const askToClose = (row: Row): void => asking.set({ kind: 'one', row })
export const askToCloseMany = (rows: readonly Row[], after: () => void): void => { if (rows.length > 0) asking.set(rows.length === 1 ? { kind: 'one', row: rows[0]!, answer: undefined } : { kind: 'many', rows, after }) }
/** The same before a reply that closes leaves: answers why, undefined where no reason is asked for, null when one changed one's mind. */
export const whyClosed = (row: Row): Promise<Closing | undefined | null> => new Promise((answer) => asking.set({ kind: 'one', row, answer }))

const chosen = new Map<string, string>()
/** The reason one had chosen for a ticket before something else had to be settled. */
export const chosenFor = (ticketId: string): string | null => chosen.get(ticketId) ?? null
export const choose = (ticketId: string, reasonId: string | null): void => { if (reasonId) chosen.set(ticketId, reasonId); else chosen.delete(ticketId) }
