import { store, useStore } from '../../../core/web/store.ts'
import type { Row } from '../../tickets/web/tickets-call.ts'
import type { ToSend } from './handoff-verbs.ts'
import type { Form, Handoff } from './handoffs.ts'

/** A handoff whose receiver is settled: who, why in a sentence, and what sends it. Tickets can be taken out of it. */
export interface Given { readonly to: Form['to']; readonly name: string; readonly words: string; readonly reason?: string; readonly send?: (all: readonly ToSend[]) => Promise<void> }

/** Which of the room's dialogs is open; one place on the screen shows it. */
export type Asking =
  | { readonly kind: 'hand-off'; readonly rows: readonly Row[]; readonly after?: (() => void) | undefined; readonly given?: Given | undefined }
  | { readonly kind: 'decline' | 'missing'; readonly handoff: Handoff }
  | { readonly kind: 'override'; readonly row: Row }

const asking = store<Asking | null>(null)
export const useAsking = (): Asking | null => useStore(asking)
export const openDialog = (next: Asking): void => asking.set(next)
export const closeDialog = (): void => asking.set(null)
/** Opens the form that hands tickets on. */
export const handOff = (rows: readonly Row[], after?: () => void, given?: Given): void => { if (rows.length) openDialog({ kind: 'hand-off', rows, after, given }) }
