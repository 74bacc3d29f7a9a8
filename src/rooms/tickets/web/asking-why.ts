import { Refused } from '../../../core/web/call.ts'
import { store, useStore } from '../../../core/web/store.ts'
import type { Row } from './tickets-call.ts'

/** Tickets somebody wants out of their turn; `go` takes them with the reason given. */
export interface AskingWhy { readonly rows: readonly Row[]; readonly go: (reason: string) => Promise<boolean> }

const asking = store<AskingWhy | null>(null)
export const useAskingWhy = (): AskingWhy | null => useStore(asking)
export const stopAskingWhy = (): void => asking.set(null)

/** Asks why where the team works its queue in order; answers whether it does. */
export const asksWhy = (rows: readonly Row[], go: AskingWhy['go']) => (error: unknown): boolean => {
  if (!(error instanceof Refused) || error.code !== 'queues.reason-needed') return false
  asking.set({ rows, go })
  return true
}
