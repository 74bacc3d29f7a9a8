import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { identity, verifiedHow } from '../contract.ts'
import { callCustomers } from './customers.ts'

export type Identity = Out<typeof identity>
export type How = Out<typeof verifiedHow>

export const identityQuery = (customerId: string) => queryOptions({ queryKey: ['customers', 'identity', customerId] as const, queryFn: () => callCustomers('GET /customers/:id/identity', { params: { id: customerId } }) })

/** "by callback": how somebody was verified. */
export const howWords: Record<How, string> = { callback: 'by callback', 'security-question': 'by security question', 'known-address': 'by their known address', document: 'by a document', other: 'in another way' }
export const howLabels: Record<How, string> = { callback: 'Called back on a known number', 'security-question': 'Security question', 'known-address': 'Known address, proven by the mail (DMARC)', document: 'Document', other: 'Another way' }

async function does(said: string, act: () => Promise<Identity>, undo?: () => void): Promise<boolean> {
  try {
    const now = await act()
    cache.setQueryData(identityQuery(now.customerId).queryKey, now)
    toasts.show({ text: said, undo })
    return true
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return false
  }
}

export const revoke = (customerId: string, verificationId: string): Promise<boolean> => does('No longer counted as verified', () => callCustomers('POST /customers/:id/verifications/:verificationId/revoke', { params: { id: customerId, verificationId } }))
export function verify(customerId: string, what: { how: How; detail: string; ticketId: string | null }): Promise<boolean> {
  const id = newId()
  return does(`Verified ${howWords[what.how]}`, () => callCustomers('POST /customers/:id/verifications', { params: { id: customerId }, body: { id, ...what } }), () => void revoke(customerId, id))
}
