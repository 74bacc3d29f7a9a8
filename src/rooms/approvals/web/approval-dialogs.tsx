import { lazy, Suspense } from 'react'
import { useAsking } from './asking.ts'
import { useDeciding } from './deciding.ts'
import { useRecording } from './recording.ts'

const AskApproval = lazy(() => import('./ask-approval.tsx').then((m) => ({ default: m.AskApproval })))
const DecideDialog = lazy(() => import('./decide-dialog.tsx').then((m) => ({ default: m.DecideDialog })))
const DecisionDialog = lazy(() => import('./decision-dialog.tsx').then((m) => ({ default: m.DecisionDialog })))

/** Every dialog of this room, each fetched when it first appears. Stands once on the page. */
export function ApprovalDialogs() {
  const [asking, deciding, recording] = [useAsking(), useDeciding(), useRecording()]
  return <Suspense fallback={null}>{recording && <DecisionDialog />}{deciding && <DecideDialog />}{asking && <AskApproval />}</Suspense>
}
