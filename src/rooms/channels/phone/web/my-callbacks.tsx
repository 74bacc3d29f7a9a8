import { Link, useNavigate } from '@tanstack/react-router'
import { Clock, Hand, Phone, PhoneForwarded } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { firstName } from '../../../../ui/presence.ts'
import { TaskRow, TaskSection } from '../../../../ui/task-row.tsx'
import { localClock } from '../../../../ui/time-text.ts'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import { dueOf } from '../../../promises/web/promise-due.ts'
import { DueRing } from '../../../tickets/web/due-ring.tsx'
import { whyWords } from './call-words.ts'
import { useCallbacksDue } from './callbacks-due.ts'
import { openForm } from './live-call.ts'
import { takeCallback, type Callback } from './phone.ts'

const MoveDialog = lazy(() => import('../../../promises/web/move-dialog.tsx'))

/** Callbacks of today, and those offered to me because their owner cannot make them. */
export function MyCallbacks() {
  const all = useCallbacksDue()
  const [moving, setMoving] = useState<Callback | null>(null)
  return (
    <TaskSection title="Callbacks" count={all.length} tone={all.some((one) => one.promise.late || one.offer?.mine) ? 'late' : 'plain'}>
      {all.map((one) => <Row key={one.promise.id} one={one} onMove={() => setMoving(one)} />)}
      {moving && <Suspense fallback={null}><MoveDialog one={moving.promise} onDone={() => setMoving(null)} /></Suspense>}
    </TaskSection>
  )
}

function Row({ one, onMove }: { one: Callback; onMove: () => void }) {
  const me = useMe()
  const { face } = useDirectory()
  const navigate = useNavigate()
  const { promise } = one
  const owner = face(promise.ownerId)
  const mine = promise.ownerId === me.id
  const call = () => { void navigate({ to: '/tickets/$number', params: { number: String(one.ticket.number) } }); openForm({ kind: 'card', ticketId: one.ticket.id }) }
  const theirs = one.zone && one.zone !== me.zone ? ` · ${localClock(Date.parse(promise.dueAt), one.zone)} where they are` : ''
  return (
    <TaskRow
      sign={mine ? <Phone aria-hidden size={15} className={promise.late ? 'text-late' : 'text-time'} /> : <PhoneForwarded aria-hidden size={15} className="text-late" />} title={promise.text}
      detail={<>{!mine && `${firstName(owner.name)} ${whyWords[one.offer?.why ?? 'away']} · `}{one.customerName && `${one.customerName} · `}#{one.ticket.number} {promise.subject}{theirs}</>} time={<DueRing due={dueOf(promise)} quietLabel />}
      acts={mine ? [{ id: 'call', label: 'Call', keys: 'y', icon: Phone, main: true, run: call }, { id: 'move', label: 'Another time', keys: 'w', icon: Clock, run: onMove }] : [{ id: 'take', label: 'Take it', keys: 'y', icon: Hand, main: true, run: () => void takeCallback(one).then((taken) => { if (taken) call() }) }]}
      link={<Link to="/tickets/$number" params={{ number: String(one.ticket.number) }} preload={false} />}
    />
  )
}
