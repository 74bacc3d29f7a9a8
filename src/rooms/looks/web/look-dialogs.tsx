import { lazy, Suspense } from 'react'
import { askNothing, useAsking } from './look-state.ts'

const AskDialog = lazy(() => import('./ask-dialog.tsx'))
const WhyDialog = lazy(() => import('./why-dialog.tsx'))
const LookDialog = lazy(() => import('./look-dialog.tsx'))

/** The one place where looks are asked for and given. */
export function LookDialogs() {
  const now = useAsking()
  if (!now) return null
  return <Suspense fallback={null}>{now.kind === 'ask' ? <AskDialog {...now} onDone={askNothing} /> : now.kind === 'why' ? <WhyDialog {...now} onDone={askNothing} /> : <LookDialog key={now.id} id={now.id} ticketId={now.ticketId} onDone={askNothing} />}</Suspense>
}
