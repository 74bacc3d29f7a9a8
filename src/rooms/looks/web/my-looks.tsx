import { Link } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import { firstName } from '../../../ui/presence.ts'
import { TaskRow, TaskSection } from '../../../ui/task-row.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import { openLook } from './look-state.ts'
import { dueOf, useLooksForMe } from './looks.ts'

/** Replies of colleagues that wait for my look, those asked of me first. */
export function MyLooks() {
  const all = useLooksForMe()
  const me = useMe()
  const { face } = useDirectory()
  return (
    <TaskSection title="To look at" count={all.length} tone={all.some((one) => one.late) ? 'late' : 'plain'}>
      {all.map((one) => (
        <TaskRow
          key={one.id} sign={<Eye aria-hidden size={15} className={one.late ? 'text-late' : 'text-own'} />} title={`${firstName(face(one.authorId).name)}’s reply${one.words ? `: ${one.words}` : ''}`}
          detail={<>{one.askedId === me.id ? 'You are asked' : 'Whoever looks first'} · {one.customerName && `${one.customerName} · `}#{one.number} {one.subject}</>} time={<DueRing due={dueOf(one)} quietLabel />}
          acts={[{ id: 'look', label: 'Look at it', keys: 'y', icon: Eye, main: true, run: () => openLook(one) }]} link={<Link to="/tickets/$number" params={{ number: String(one.number) }} preload={false} />}
        />
      ))}
    </TaskSection>
  )
}
