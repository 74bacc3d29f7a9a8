import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { store, useStore } from '../../../core/web/store.ts'
import { firstName } from '../../../ui/presence.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { teammatesQuery } from '../../people/web/directory.ts'
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

const underWay = new Set<string>()
/** Carries a decision out, on one or on many, and says how it went for each. Pressed twice it is done once. */
export async function decide({ approvals, approve, done }: Deciding, answer: string): Promise<boolean> {
  const [one] = approvals
  if (!one || approvals.some(({ id }) => underWay.has(id))) return false
  for (const { id } of approvals) underWay.add(id)
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
    for (const { id } of approvals) underWay.delete(id)
    readApprovals()
  }
}

async function step(key: 'POST /approvals/:id/withdraw' | 'POST /approvals/:id/take-up', { id, words }: Approval, done: string, detail?: string): Promise<void> {
  try {
    await callApprovals(key, { params: { id }, body: {} })
    toasts.show({ text: `${done}: ${words}`, detail })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
  readApprovals()
}
export const withdraw = (approval: Approval): Promise<void> => step('POST /approvals/:id/withdraw', approval, 'Taken back')

/** Sends what was asked of me on to the next who may decide it, and takes it off my list; taken back, it is there again. */
export async function passOn(approval: Approval): Promise<void> {
  const { id, words, askedIds } = approval
  try {
    const after = await callApprovals('POST /approvals/:id/pass-on', { params: { id }, body: {} })
    const names = namesOf(after.askedIds.filter((one) => !askedIds.includes(one)))
    toasts.show({ text: `Passed on${names ? ` to ${names}` : ''}: ${words}`, detail: approval.may.decide ? 'It is off your list. You may still decide it.' : undefined, undo: () => void takeUp(approval, names) })
  } catch (error) {
    toasts.show({ text: wordsFor(error), detail: words, tone: 'bad' })
  }
  readApprovals()
}
const takeUp = (approval: Approval, names: string): Promise<void> => step('POST /approvals/:id/take-up', approval, 'On your list again', names ? `${names} was asked meanwhile, and may decide it too.` : undefined)

const namesOf = (ids: readonly string[]): string => {
  const all = cache.getQueryData(teammatesQuery.queryKey) ?? []
  return ids.map((id) => firstName(all.find((one) => one.id === id)?.name ?? 'the next')).join(' and ')
}
