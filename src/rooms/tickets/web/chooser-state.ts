import { store, useStore } from '../../../core/web/store.ts'
import type { Row } from './tickets-call.ts'

/** What is being chosen for which tickets; one chooser on the screen shows it. */
export type Choosing =
  | { readonly kind: 'assign' | 'priority' | 'tags' | 'wait' | 'merge' | 'link'; readonly rows: readonly Row[] }
  | { readonly kind: 'split'; readonly rows: readonly Row[]; readonly messageId: string }
  | { readonly kind: 'follow-up'; readonly rows: readonly Row[] }

const choosing = store<Choosing | null>(null)
export const useChoosing = (): Choosing | null => useStore(choosing)
export const choose = (next: Choosing): void => { if (next.rows.length > 0) choosing.set(next) }
export const chooseNothing = (): void => choosing.set(null)
