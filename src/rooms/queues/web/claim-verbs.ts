import { cache } from '../../../core/web/cache.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { showLife } from '../../../core/web/activity.ts'
import { newId } from '../../../core/ids.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { undo } from '../../tickets/web/do-act.ts'
import { putRow } from '../../tickets/web/ticket-cache.ts'
import { callQueues, claimsQuery, type Claim } from './queues.ts'
import { reasonLine } from './reason-words.ts'

type Open = (number: number) => void

// Where they were not read yet nothing is put: the others would be missed for good.
const hold = (change: (all: readonly Claim[]) => readonly Claim[]): void => { cache.setQueryData<readonly Claim[]>(claimsQuery.queryKey, (all) => all && change(all)) }
export const letGo = (claimId: string): void => hold((all) => all.filter((one) => one.id !== claimId))
export const putHeld = (claim: Claim): void => hold((all) => [...all.filter((one) => one.id !== claim.id), claim])

/** Changed where it is held still: what was kept or given back meanwhile does not come back. */
const changeHeld = (id: string, part: Partial<Claim>): void => hold((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)))

const oneLine = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

let taking = false
/** Takes the next ticket of my queues, or of one team's, opens it and says why it is this one. */
export async function takeNext(open: Open, teamId?: string): Promise<void> {
  if (taking) return
  taking = true
  try {
    const { ticket, claim } = await callQueues('POST /queue/next', { body: { id: newId(), teamId } })
    putRow(cache, ticket)
    putHeld(claim)
    showLife()
    toasts.show({ id: 'take-next', text: `You work on #${ticket.number}`, detail: oneLine(reasonLine(claim.reasons, Date.now())), action: { label: 'Give back', run: () => void giveBack(claim) } })
    open(ticket.number)
  } catch (error) {
    tellWhyNot(error, open)
  } finally {
    taking = false
  }
}

function tellWhyNot(error: unknown, open: Open): void {
  const [first] = error instanceof Refused && error.code === 'queues.finish-first' ? (error.data as { claims: Claim[] }).claims : []
  if (first) {
    for (const one of (error as { data: { claims: Claim[] } }).data.claims) putHeld(one)
    toasts.show({ id: 'take-next', text: `You work on #${first.number} already`, detail: 'Keep it, close it or give it back, then take the next.', action: { label: 'Open it', run: () => open(first.number) } })
    return
  }
  if (error instanceof Refused && error.code === 'queues.not-available') return void toasts.show({ id: 'take-next', text: 'You cannot be given work now', detail: (error.data as { why: string }).why, tone: 'bad' })
  toasts.show({ id: 'take-next', text: wordsFor(error), ...(error instanceof Refused && error.code === 'queues.nothing-left' ? {} : { tone: 'bad' as const }) })
}

/** Becomes the owner of what I work on. */
export async function keep(claim: Pick<Claim, 'id' | 'number'>): Promise<boolean> {
  return await settle(claim.id, async () => {
    const { ticket, undoId } = await callQueues('POST /claims/:id/keep', { params: { id: claim.id } })
    putRow(cache, ticket)
    toasts.show({ text: `You own #${claim.number} now`, ...(undoId ? { undo: () => void undo(undoId) } : {}) })
  })
}

/** Puts it back into its place in the queue. */
export async function giveBack(claim: Pick<Claim, 'id' | 'number'>): Promise<boolean> {
  return await settle(claim.id, async () => {
    const { ticket } = await callQueues('POST /claims/:id/give-back', { params: { id: claim.id } })
    putRow(cache, ticket)
    toasts.show({ id: 'take-next', text: `#${claim.number} is back in its place`, detail: 'Your draft is kept.' })
  })
}

/** Goes on: its time begins anew, in every tab. */
export async function goOn(claim: Claim): Promise<void> {
  showLife()
  changeHeld(claim.id, { warnedAt: null })
  try {
    changeHeld(claim.id, await callQueues('POST /claims/:id/renew', { params: { id: claim.id } }))
  } catch (error) {
    if (error instanceof Refused && error.code === 'queues.claim-over') letGo(claim.id)
    else changeHeld(claim.id, { warnedAt: claim.warnedAt })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

/** A lead puts back what somebody works on. */
export async function release(claim: Pick<Claim, 'id' | 'number'>, reason: string): Promise<boolean> {
  return await settle(claim.id, async () => {
    const { ticket } = await callQueues('POST /claims/:id/release', { params: { id: claim.id }, body: { reason } })
    putRow(cache, ticket)
    toasts.show({ text: `#${claim.number} is back in the queue` })
  })
}

const settling = new Set<string>()
/** Whether it is settled: done, or over before. Pressed twice it is done once. */
async function settle(claimId: string, run: () => Promise<void>): Promise<boolean> {
  if (settling.has(claimId)) return false
  settling.add(claimId)
  try {
    await run()
    letGo(claimId)
    return true
  } catch (error) {
    const over = error instanceof Refused && error.code === 'queues.claim-over'
    if (over) letGo(claimId)
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return over
  } finally {
    settling.delete(claimId)
  }
}
