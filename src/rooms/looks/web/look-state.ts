import { store, useStore } from '../../../core/web/store.ts'
import type { Sending } from '../../tickets/web/composer-plugs.ts'
import type { Need } from './looks.ts'
import type { Finding } from '../rules.ts'

/** What is asked before a reply leaves, or which look is open. */
export type Asking =
  | { readonly kind: 'ask'; readonly sending: Sending; readonly need: Need | null; readonly answer: (went: null) => void }
  | { readonly kind: 'why'; readonly sending: Sending; readonly findings: readonly Finding[]; readonly answer: (said: { readonly then?: undefined } | null) => void }
  | { readonly kind: 'look'; readonly id: string; readonly ticketId: string }

const asking = store<Asking | null>(null)
export const useAsking = (): Asking | null => useStore(asking)
export const openAsking = (next: Asking): void => asking.set(next)
export const askNothing = (): void => asking.set(null)
export const openLook = (one: { readonly id: string; readonly ticketId: string }): void => asking.set({ kind: 'look', id: one.id, ticketId: one.ticketId })
