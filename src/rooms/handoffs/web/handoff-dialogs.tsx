import { lazy, Suspense } from 'react'
import { closeDialog, useAsking } from './dialog-state.ts'
import { useOpenHandoffs } from './handoffs.ts'

const HandoffDialog = lazy(() => import('./handoff-dialog.tsx'))
const ReasonDialog = lazy(() => import('./reason-dialog.tsx'))

/** The one place where the dialogs of handoffs appear; it also keeps the lists told of what is on its way. */
export function HandoffDialogs() {
  useOpenHandoffs()
  const now = useAsking()
  if (!now) return null
  return <Suspense fallback={null}>{now.kind === 'hand-off' ? <HandoffDialog key={now.rows.map((r) => r.id).join()} rows={now.rows} after={now.after} given={now.given} onDone={closeDialog} /> : <ReasonDialog key={now.kind} asking={now} onDone={closeDialog} />}</Suspense>
}
