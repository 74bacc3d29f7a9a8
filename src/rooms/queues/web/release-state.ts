import { store, useStore } from '../../../core/web/store.ts'
import type { Claim } from './queues.ts'

const releasing = store<Claim | null>(null)
/** What a lead is about to put back into the queue. */
export const useReleasing = (): Claim | null => useStore(releasing)
export const askRelease = (claim: Claim | null): void => releasing.set(claim)
