import { Link } from '@tanstack/react-router'
import { Hand, Undo2 } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { TaskRow, TaskSection } from '../../../ui/task-row.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { giveBack, keep } from './claim-verbs.ts'
import { useClaims } from './queues.ts'

/** What I took from the queue and neither keep nor gave back yet. */
export function MyClaims() {
  const claims = useClaims()
  const me = useMe()
  const { face } = useDirectory()
  if (claims.length === 0) return null
  return (
    <div data-wants>
      <TaskSection title="You work on" count={claims.length} tone="own">
        {claims.map((one) => (
          <TaskRow
            key={one.id} sign={<Avatar person={face(me.id)} size={20} decorative />} title={`#${one.number} ${one.subject || 'No subject'}`} detail="From the queue: keep it, close it or give it back" time={<Time at={one.at} as="ago" />}
            link={<Link to="/tickets/$number" params={{ number: String(one.number) }} preload={false} />}
            acts={[{ id: 'give-back', label: 'Give back', keys: '⇧g', icon: Undo2, run: () => void giveBack(one) }, { id: 'keep', label: 'Keep it', keys: '⇧t', icon: Hand, main: true, run: () => void keep(one) }]}
          />
        ))}
      </TaskSection>
    </div>
  )
}
