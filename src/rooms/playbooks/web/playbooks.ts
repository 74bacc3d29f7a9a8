import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { room, wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { store } from '../../../core/web/store.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { fitting, playbooks } from '../contract.ts'
import type { Playbook, Step, Trigger, Why } from '../rules.ts'

export type { Playbook, Step, Trigger, Why }
export type Fitting = Out<typeof fitting>
export const callPlaybooks = room<typeof playbooks>()

export const playbooksQuery = queryOptions({ queryKey: ['playbooks', 'list'] as const, queryFn: async () => (await callPlaybooks('GET /playbooks')).items })
export const fittingQuery = (ticketId: string) => queryOptions({
  queryKey: ['playbooks', 'fitting', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), (await callPlaybooks('GET /tickets/:id/playbooks', { params: { id: ticketId } }, { signal })).items),
})
export const readPlaybooksAgain = () => cache.invalidateQueries({ queryKey: ['playbooks'] })

/** One that somebody opened, or that what is being written calls for; null where the conversation alone decides. */
export interface Opened { readonly ticketId: string; readonly playbookId: string; /** Words in what is being written. */ readonly draftWords: string | null; readonly byHand: boolean }
export const opened = store<Opened | null>(null)
/** Of drafts: set aside in this window, with the words that called for it. */
const passed = new Set<string>()
export const wasPassed = (ticketId: string, playbookId: string, words: string): boolean => passed.has(`${ticketId} ${playbookId} ${words}`)

export function openByHand(ticketId: string, playbookId: string): void {
  opened.set({ ticketId, playbookId, draftWords: null, byHand: true })
}

/** Sets one aside; it can be brought back. */
export async function dismiss(ticketId: string, one: { readonly playbookId: string; readonly why: Why | null; readonly draftWords: string | null; readonly name: string }): Promise<void> {
  opened.set(null)
  if (one.draftWords) return void passed.add(`${ticketId} ${one.playbookId} ${one.draftWords}`)
  if (!one.why) return
  const params = { id: ticketId, playbookId: one.playbookId }
  const again = () => cache.invalidateQueries({ queryKey: fittingQuery(ticketId).queryKey })
  try {
    cache.setQueryData(fittingQuery(ticketId).queryKey, (all) => all?.filter((other) => other.playbookId !== one.playbookId))
    await callPlaybooks('PUT /tickets/:id/playbooks/:playbookId/dismissal', { params, body: { because: one.why.entryId } })
    toasts.show({ text: `“${one.name}” is set aside on this ticket`, undo: () => void callPlaybooks('DELETE /tickets/:id/playbooks/:playbookId/dismissal', { params }).catch((error: unknown) => toasts.show({ text: wordsFor(error), tone: 'bad' })).then(again) })
  } catch (error) {
    void again()
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

export const triggerWords: Record<Trigger['kind'], string> = {
  'customer-words': 'Words of the customer', 'draft-words': 'Words in a reply being written', 'first-contact': 'First contact with a customer', closing: 'Closing', 'by-hand': 'Opened by hand',
}
export const actWords: Record<NonNullable<Step['act']>['kind'], string> = { ask: 'Ask a colleague', promise: 'Note a promise', escalate: 'Escalate', 'hand-off': 'Hand off', close: 'Close', insert: 'Put in a phrase' }
