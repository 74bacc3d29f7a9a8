import { lazy, Suspense } from 'react'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import { closeForm, useForm } from './live-call.ts'

const CallCard = lazy(() => import('./call-card.tsx'))
const LogDialog = lazy(() => import('./log-dialog.tsx'))
const CallbackDialog = lazy(() => import('./callback-dialog.tsx'))

/** Where the forms of calls on a ticket open. */
export function CallForms({ head }: { head: Head }) {
  const form = useForm()
  if (!form || form.kind === 'wrap-up' || form.ticketId !== head.ticket.id) return null
  const Form = { card: CallCard, log: LogDialog, callback: CallbackDialog }[form.kind]
  return <Suspense fallback={null}><Form head={head} onDone={closeForm} /></Suspense>
}
