import { Handshake } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { store, useStore } from '../../../core/web/store.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../tickets/web/use-ticket-acts.ts'

const PromiseDialog = lazy(() => import('./promise-dialog.tsx'))
const noting = store<string | null>(null)

export const usePromiseActs = (head: Head): readonly TicketAct[] =>
  head.may.assign ? [{ id: 'promise', label: 'Note a promise', icon: Handshake, keys: '⇧p', words: ['callback', 'commitment', 'due'], run: () => noting.set(head.ticket.id) }] : []

/** Where the form of a promise opens. */
export function PromiseForm({ head }: { head: Head }) {
  return useStore(noting) === head.ticket.id ? <Suspense fallback={null}><PromiseDialog head={head} onDone={() => noting.set(null)} /></Suspense> : null
}
