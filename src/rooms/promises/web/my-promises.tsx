import { Link } from '@tanstack/react-router'
import { Check, Clock, Handshake } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { TaskRow, TaskSection } from '../../../ui/task-row.tsx'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import { dueOf } from './promise-due.ts'
import { fulfil, type Promised } from './promises.ts'
import { usePromisesToday } from './promises-today.ts'

const MoveDialog = lazy(() => import('./move-dialog.tsx'))
/** My promises today, the latest first. */
export function MyPromises() {
  const today = usePromisesToday()
  const [moving, setMoving] = useState<Promised | null>(null)
  return (
    <TaskSection title="My promises today" count={today.length} tone={today.some((one) => one.late) ? 'late' : 'plain'}>
      {today.map((one) => (
        <TaskRow
          key={one.id} sign={<Handshake aria-hidden size={15} className={one.late ? 'text-late' : 'text-time'} />} title={one.text} detail={<>{one.customerName && `${one.customerName} · `}#{one.number} {one.subject}</>} time={<DueRing due={dueOf(one)} quietLabel />}
          acts={[{ id: 'keep', label: 'Kept', keys: 'y', icon: Check, main: true, run: () => void fulfil(one) }, { id: 'move', label: 'Another time', keys: 'w', icon: Clock, run: () => setMoving(one) }]}
          link={<Link to="/tickets/$number" params={{ number: String(one.number) }} preload={false} />}
        />
      ))}
      {moving && <Suspense fallback={null}><MoveDialog one={moving} onDone={() => setMoving(null)} /></Suspense>}
    </TaskSection>
  )
}
