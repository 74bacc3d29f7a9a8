import { Answered, answerRefusal, type Refused } from '../../../core/web/call.ts'
import { store, useStore } from '../../../core/web/store.ts'
import type { Needed } from './approvals.ts'

interface Asking { readonly needed: Needed; readonly settle: (sent: boolean) => void }
const asking = store<Asking | null>(null)
/** The act somebody is about to ask a lead for. */
export const useAsking = (): Asking | null => useStore(asking)

/** Wherever the server says that an act needs a yes, the request is offered at once; the act ends as answered. */
export function wireApprovals(): void {
  answerRefusal('approvals.needed', (refused: Refused) => new Promise((done) => {
    asking.get()?.settle(false)
    asking.set({ needed: refused.data as Needed, settle: (sent) => { asking.set(null); done(new Answered(sent)) } })
  }))
}
