import { store, useStore } from '../../../core/web/store.ts'

/** For whom a ticket is opened: a customer, or an address nobody has yet. */
export interface Whom { readonly customerId: string | null; readonly name: string; readonly address: string | null }

/** Whether the dialog is open, and for whom. */
const opening = store<{ readonly whom: Whom | null } | null>(null)
export const useOpening = () => useStore(opening)
export const openNewTicket = (whom: Whom | null = null): void => opening.set({ whom })
export const closeNewTicket = (): void => opening.set(null)
