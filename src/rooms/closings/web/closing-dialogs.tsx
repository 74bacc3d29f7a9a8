import { lazy, Suspense } from 'react'
import { askNothing, useAsking } from './dialog-state.ts'

const ClosingDialog = lazy(() => import('./closing-dialog.tsx'))
const ManyDialog = lazy(() => import('./many-dialog.tsx'))

/** The one place where closing is asked about. */
export function ClosingDialogs() {
  const now = useAsking()
  if (!now) return null
  return <Suspense fallback={null}>{now.kind === 'one' ? <ClosingDialog key={now.row.id} row={now.row} reply={now.reply} onDone={askNothing} /> : <ManyDialog rows={now.rows} after={now.after} onDone={askNothing} />}</Suspense>
}
