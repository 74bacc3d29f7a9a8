import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../../core/contract.ts'
import { room } from '../../../../core/web/call.ts'
import { liveReady } from '../../../../core/web/live.ts'
import { store, useStore } from '../../../../core/web/store.ts'
import type { call, phone } from '../contract.ts'

/** The call I am on, or that I have not said the outcome of. */
// What one types in another window is told to nobody: it is read when one comes back to this one.
export const liveCallQuery = queryOptions({ queryKey: ['phone', 'live'] as const, refetchOnWindowFocus: (query) => (query.state.data?.call ? 'always' : false), queryFn: async (): Promise<{ call: Out<typeof call> | null }> => (await liveReady(), await room<typeof phone>()('GET /calls/live')) })

/** What is open of the room's forms, for which ticket; one place of the page shows each. */
export type Form = { readonly kind: 'card' | 'log' | 'callback'; readonly ticketId: string } | { readonly kind: 'wrap-up'; readonly call: Out<typeof call> }
const form = store<Form | null>(null)
export const useForm = (): Form | null => useStore(form)
export const openForm = (next: Form): void => form.set(next)
export const closeForm = (): void => form.set(null)

/** What is still being typed about a call is kept before it ends: whoever keeps its words says how. */
export const beforeEnding = new Map<string, () => Promise<void>>()
