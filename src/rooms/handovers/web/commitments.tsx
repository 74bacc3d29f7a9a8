import { Link } from '@tanstack/react-router'
import { Check, Clock, Handshake } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { TaskRow, TaskSection } from '../../../ui/task-row.tsx'
import { MyEscalations } from '../../escalations/web/my-escalations.tsx'
import { MyAsks } from '../../notes/web/my-asks.tsx'
import { dueOf } from '../../promises/web/promise-due.ts'
import { fulfil, type Promised } from '../../promises/web/promises.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import type { EndOfShift } from './handovers.ts'

const MoveDialog = lazy(() => import('../../promises/web/move-dialog.tsx'))

/** What I promised, what I am asked, what is escalated with me: kept, moved or handed on before I leave. */
export function Commitments({ end }: { end: EndOfShift }) {
  const until = Date.parse(end.next?.endsAt ?? end.span.endsAt)
  const due = end.promises.filter((one) => Date.parse(one.dueAt) <= until)
  return (
    <>
      <PromiseRows title="Promised before the next shift ends" promises={due} />
      <MyAsks />
      <MyEscalations />
    </>
  )
}

/** Promises as lines, each kept or moved in place. */
export function PromiseRows({ title, promises }: { title: string; promises: readonly Promised[] }) {
  const [moving, setMoving] = useState<Promised | null>(null)
  return (
    <>
      <TaskSection title={title} count={promises.length} tone={promises.some((one) => one.late) ? 'late' : 'plain'}>
        {promises.map((one) => (
          <TaskRow
            key={one.id} sign={<Handshake aria-hidden size={15} className={one.late ? 'text-late' : 'text-time'} />} title={one.text} detail={<>{one.customerName && `${one.customerName} · `}#{one.number} {one.subject}</>} time={<DueRing due={dueOf(one)} quietLabel />}
            acts={[{ id: 'keep', label: 'Kept', keys: 'y', icon: Check, main: true, run: () => void fulfil(one) }, { id: 'move', label: 'Another time', keys: 'w', icon: Clock, run: () => setMoving(one) }]}
            link={<Link to="/tickets/$number" params={{ number: String(one.number) }} preload={false} />}
          />
        ))}
      </TaskSection>
      {moving && <Suspense fallback={null}><MoveDialog one={moving} onDone={() => setMoving(null)} /></Suspense>}
    </>
  )
}
