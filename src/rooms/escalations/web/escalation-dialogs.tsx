import { lazy, Suspense } from 'react'
import { closeDialog, useAsking } from './dialog-state.ts'

const EscalateDialog = lazy(() => import('./escalate-dialog.tsx'))
const AnswerDialog = lazy(() => import('./answer-dialog.tsx'))
const CloseDialog = lazy(() => import('./close-dialog.tsx'))
const ReasonDialog = lazy(() => import('./reason-dialog.tsx'))

/** The one place where the dialogs of escalations appear. */
export function EscalationDialogs() {
  const now = useAsking()
  if (!now) return null
  return (
    <Suspense fallback={null}>
      {now.kind === 'raise' ? <EscalateDialog key={now.ticketId} {...now} onDone={closeDialog} />
        : now.kind === 'answer' || now.kind === 'write' ? <AnswerDialog key={`${now.kind} ${now.one.id}`} kind={now.kind} one={now.one} onDone={closeDialog} />
        : now.kind === 'close' ? <CloseDialog key={now.one.id} one={now.one} onDone={closeDialog} />
        : <ReasonDialog key={`${now.kind} ${'one' in now ? now.one.id : now.ticketId}`} asking={now} onDone={closeDialog} />}
    </Suspense>
  )
}
