import { Link, useNavigate } from '@tanstack/react-router'
import { Check, CircleHelp, Hand, Hourglass, Pencil, UserRoundPlus } from 'lucide-react'
import { TaskRow, TaskSection, type TaskAct } from '../../../ui/task-row.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import { Passing } from './ask-bar.tsx'
import { answerWith } from './ask-marks.tsx'
import { passOn } from './ask-state.ts'
import { askLine, dueOf } from './ask-words.ts'
import { take, tick, useMyAsks, type Ask } from './asks.ts'

/** Questions and requests that wait for me, the next due first; those to my teams until somebody takes them. */
export function MyAsks() {
  const asks = useMyAsks()
  const me = useMe()
  const names = useDirectory()
  const navigate = useNavigate()
  const acts = (one: Ask): TaskAct[] => (one.personId === me.id
    ? [
        { id: 'answer', label: 'Answer', keys: 'y', icon: Pencil, main: true, run: () => { answerWith(one); void navigate({ to: '/tickets/$number', params: { number: String(one.number) }, hash: 'note' }) } },
        { id: 'done', label: 'Done', keys: 'x', icon: Check, run: () => void tick(one) },
        { id: 'pass', label: 'Pass on', keys: 'w', icon: UserRoundPlus, run: () => passOn(one) },
      ]
    : [{ id: 'take', label: 'Take it', keys: 'y', icon: Hand, main: true, run: () => void take(one) }])
  return (
    <TaskSection title="Asked of me" count={asks.length} tone={asks.some((one) => one.late) ? 'late' : 'plain'}>
      {asks.map((one) => (
        <TaskRow
          key={one.id} sign={one.kind === 'question' ? <CircleHelp aria-hidden size={15} className={one.late ? 'text-late' : 'text-note'} /> : <Hourglass aria-hidden size={15} className={one.late ? 'text-late' : 'text-note'} />}
          title={one.words} detail={<>{askLine(one, me.id, names)} · {one.customerName && `${one.customerName} · `}#{one.number} {one.subject}</>} time={<DueRing due={dueOf(one)} quietLabel />} acts={acts(one)}
          link={<Link to="/tickets/$number" params={{ number: String(one.number) }} hash={`entry-${one.noteId}`} preload={false} />}
        />
      ))}
      <Passing />
    </TaskSection>
  )
}
