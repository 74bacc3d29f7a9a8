import type { Row } from './tickets-call.ts'
import { lazy, Suspense } from 'react'
import { chooseNothing, useChoosing } from './chooser-state.ts'

const AssignChooser = lazy(() => import('./assign-chooser.tsx'))
const PriorityChooser = lazy(() => import('./priority-chooser.tsx'))
const TagChooser = lazy(() => import('./tag-chooser.tsx'))
const WaitDialog = lazy(() => import('./wait-dialog.tsx'))
const OtherTicketChooser = lazy(() => import('./other-ticket-chooser.tsx'))
const SplitDialog = lazy(() => import('./split-dialog.tsx'))

/** The one place where choices about tickets appear. `onMerged` shows where the ticket went. */
export function Chooser({ onOpenTicket }: { onOpenTicket: (number: number) => void }) {
  const now = useChoosing()
  if (!now) return null
  const shared = { rows: now.rows, onDone: chooseNothing }
  return (
    <Suspense fallback={null}>
      {now.kind === 'assign' && <AssignChooser {...shared} />}
      {now.kind === 'priority' && <PriorityChooser {...shared} />}
      {now.kind === 'tags' && <TagChooser {...shared} />}
      {now.kind === 'wait' && <WaitDialog {...shared} />}
      {(now.kind === 'merge' || now.kind === 'link') && <OtherTicketChooser {...shared} kind={now.kind} onOpenTicket={onOpenTicket} />}
      {(now.kind === 'split' || now.kind === 'follow-up') && <SplitDialog {...shared} messageId={now.kind === 'split' ? now.messageId : null} onOpenTicket={onOpenTicket} />}
    </Suspense>
  )
}

export interface ChooserProps {
  readonly rows: readonly Row[]
  readonly onDone: () => void
}
