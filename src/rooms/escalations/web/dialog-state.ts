import { store, useStore } from '../../../core/web/store.ts'
import type { Escalation } from './escalations.ts'

/** Which of the room's dialogs is open; one place on the screen shows it. */
export type Asking =
  | { readonly kind: 'raise'; readonly ticketId: string; readonly number: number; readonly subject: string; readonly customer: string; readonly teamId: string }
  | { readonly kind: 'answer'; readonly one: Escalation }
  | { readonly kind: 'write'; readonly one: Escalation }
  | { readonly kind: 'close'; readonly one: Escalation }
  | { readonly kind: 'withdraw' | 'pass-on' | 'reopen'; readonly one: Escalation }
  | { readonly kind: 'override'; readonly ticketId: string; readonly number: number }
  | { readonly kind: 'dismiss'; readonly ticketId: string; readonly rule: string; readonly why: string }

const asking = store<Asking | null>(null)
export const useAsking = (): Asking | null => useStore(asking)
export const openDialog = (next: Asking): void => asking.set(next)
export const closeDialog = (): void => asking.set(null)
