import { store, useStore } from '../../../core/web/store.ts'
import type { Said } from '../../promises/web/said.ts'
import type { Closing, Row } from '../../tickets/web/tickets-call.ts'

/** A reply that closes: what it promises, and what became of it: closed for this (undefined: for no reason), sent while the ticket stays open, or null where it does not leave now. */
export interface WithReply { readonly said: readonly Said[]; readonly answer: (ending: { readonly closing: Closing | undefined } | 'stays-open' | null) => void }
/** One ticket, or many, that somebody wants to close. `reply`: it is closed by whoever asked, with a reply. */
export type Asking =
  | { readonly kind: 'one'; readonly row: Row; readonly reply?: WithReply | undefined }
  | { readonly kind: 'many'; readonly rows: readonly Row[]; readonly after: () => void }

const asking = store<Asking | null>(null)
export const useAsking = (): Asking | null => useStore(asking)
export const askNothing = (): void => asking.set(null)
/** Opens the list that leads to a closed ticket. */
export const askToClose = (row: Row): void => asking.set({ kind: 'one', row })
export const askToCloseMany = (rows: readonly Row[], after: () => void): void => { if (rows.length > 0) asking.set(rows.length === 1 ? { kind: 'one', row: rows[0]! } : { kind: 'many', rows, after }) }
/** The same before a reply that closes leaves. */
export const whyClosed = (row: Row, said: readonly Said[]): Promise<Parameters<WithReply['answer']>[0]> => new Promise((answer) => asking.set({ kind: 'one', row, reply: { said, answer } }))

const chosen = new Map<string, string>()
/** The reason one had chosen for a ticket before something else had to be settled. */
export const chosenFor = (ticketId: string): string | null => chosen.get(ticketId) ?? null
export const choose = (ticketId: string, reasonId: string | null): void => { if (reasonId) chosen.set(ticketId, reasonId); else chosen.delete(ticketId) }
