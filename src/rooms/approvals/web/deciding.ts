import { wordsFor } from '../../../core/web/call.ts'
import { store, useStore } from '../../../core/web/store.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { callApprovals, readApprovals, type Approval } from './approvals.ts'

interface Deciding { readonly approvals: readonly Approval[]; readonly approve: boolean; readonly done?: (() => void) | undefined }
const deciding = store<Deciding | null>(null)
/** What is about to be decided with words. */
export const useDeciding = (): Deciding | null => useStore(deciding)
export const decideNothing = (): void => deciding.set(null)

/** Says yes at once: one key. */
export const approveNow = (approvals: readonly Approval[], done?: () => void): void => void decide({ approvals, approve: true, done }, '')
/** Refusing says why, and so asks for it first; approving may. */
export const decideWithWords = (approvals: readonly Approval[], approve: boolean, done?: () => void): void => { if (approvals.length > 0) deciding.set({ approvals, approve, done }) }

/** Carries a decision out, on one or on many, and says how it went for each. */
export async function decide({ approvals, approve, done }: Deciding, answer: string): Promise<boolean> {
  const [one] = approvals
  if (!one) return false
  try {
    const failed = approvals.length === 1
      ? (await callApprovals('POST /approvals/:id/decide', { params: { id: one.id }, body: { approve, answer } }), [])
      : (await callApprovals('POST /approvals/decide', { body: { ids: approvals.map((a) => a.id), approve, answer } })).items.filter((item) => !item.ok)
    const count = approvals.length - failed.length
    if (count > 0) toasts.show({ text: `${approve ? 'Approved' : 'Refused'}${approvals.length > 1 ? ` ${count} of ${approvals.length}` : `: ${one.words}`}`, detail: !approve ? 'The one who asked is told why.' : one.ticket ? 'It is done, and your note is on the ticket.' : 'It is done, and the one who asked is told.' })
    for (const item of failed) toasts.show({ text: approvals.find((a) => a.id === item.id)?.words ?? 'One of them', detail: item.say ?? undefined, tone: 'bad' })
    done?.()
    return true
  } catch (error) {
    toasts.show({ text: wordsFor(error), detail: one.words, tone: 'bad' })
    return false
  } finally {
    readApprovals()
  }
}

async function step(key: 'POST /approvals/:id/withdraw' | 'POST /approvals/:id/pass-on', { id, words }: Approval, done: string): Promise<void> {
  try {
    await callApprovals(key, { params: { id }, body: {} })
    toasts.show({ text: `${done}: ${words}` })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
  readApprovals()
}
export const withdraw = (approval: Approval): Promise<void> => step('POST /approvals/:id/withdraw', approval, 'Taken back')
/** Sends what was asked of me on to the next who may decide it. */
export const passOn = (approval: Approval): Promise<void> => step('POST /approvals/:id/pass-on', approval, 'Passed on')
