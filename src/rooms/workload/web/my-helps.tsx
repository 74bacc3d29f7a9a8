import { Link } from '@tanstack/react-router'
import { Check, HandHeart } from 'lucide-react'
import { firstName } from '../../../ui/presence.ts'
import { TaskRow, TaskSection, type TaskAct } from '../../../ui/task-row.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { useHelps, type Help } from './helps.ts'
import { agreeTo, declineHelp } from './workload.ts'

/** What one does with an offer that waits for one's answer. */
export const helpActs = (one: Help, helper: string): TaskAct[] => [{ id: 'yes', label: 'Choose which', keys: 'y', icon: Check, main: true, run: () => void agreeTo(one, helper) }, { id: 'no', label: 'Not now', keys: 'n', run: () => void declineHelp(one) }]

/** Teammates who offer to take some of my tickets. */
export function MyHelps() {
  const { toMe } = useHelps()
  const { face } = useDirectory()
  return (
    <TaskSection title="Offered help" count={toMe.length} tone="own">
      {toMe.map((one) => {
        const who = face(one.helperId)
        return (
          <TaskRow
            key={one.id} sign={<HandHeart aria-hidden size={15} className="text-own" />} title={`${who.name} offers to take ${one.count === 1 ? 'one of your tickets' : `${one.count} of your tickets`}`} detail="Your oldest ones are filled in; you choose which, with their context." time={<Time at={one.at} as="ago" />}
            acts={helpActs(one, firstName(who.name))}
            link={<Link to="/team/load" preload={false} />}
          />
        )
      })}
    </TaskSection>
  )
}
