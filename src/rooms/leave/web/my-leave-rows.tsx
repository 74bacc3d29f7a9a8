import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Hand, Palmtree } from 'lucide-react'
import { use } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TaskRow, TaskSection } from '../../../ui/task-row.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { useNow } from '../../../ui/now.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import { useCovering } from './covering.ts'
import { takeOver, useMyLeave, wholeQuery, type Leave } from './leave.ts'
import { daysText, stateWords } from './leave-words.ts'

const soonMs = 14 * 86_400_000
const backMs = 3 * 86_400_000
/** Leave of mine that is near, or that I just came back from; and tickets of those I stand in for. */
export function MyLeaveRows() {
  const now = useNow(60_000)
  const mine = useMyLeave()
  const near = mine.filter((one) => (['draft', 'asked', 'refused', 'approved'].includes(one.state) && Date.parse(one.from) < now + soonMs && Date.parse(one.until) > now) || (one.state === 'over' && now - Date.parse(one.endedAt!) < backMs))
  return (
    <>
      <Covering />
      <TaskSection title="Your leave" count={near.length}>{near.map((one) => <Near key={one.id} one={one} />)}</TaskSection>
    </>
  )
}

function Near({ one }: { one: Leave }) {
  const left = useQuery({ ...wholeQuery(one.id), enabled: one.state !== 'over' }).data?.bin.left
  const detail = one.state === 'over' ? 'Welcome back: see what happened meanwhile' : `${stateWords[one.state].words}${left === undefined ? '' : left ? ` · ${left === 1 ? 'one thing is' : `${left} things are`} not clear yet` : ' · everything is clear'}`
  return <TaskRow sign={<Palmtree aria-hidden size={15} strokeWidth={1.75} className={left ? 'text-time' : 'text-muted'} />} title={daysText(one)} detail={detail} link={<Link to="/team/leave/$leaveId" params={{ leaveId: one.id }} preload={false} />} />
}

function Covering() {
  const all = useCovering()
  const { face } = useDirectory()
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  return all.map((one) => {
    const who = face(one.personId)
    return (
      <TaskSection key={one.leaveId} title={one.lead ? `${who.name} is away, and nobody stands in` : `You stand in for ${who.name}`} count={one.tickets.length} tone="own">
        {one.tickets.map(({ ticket, words }) => (
          <TaskRow
            key={ticket.id} sign={<Avatar person={who} size={20} decorative />} title={<>#{ticket.number} {ticket.subject}</>} detail={`${words} · ${firstName(who.name)} is away until ${shortTime(Date.parse(one.until), now, reader)}`}
            time={ticket.nextDue ? <DueRing due={ticket.nextDue} quietLabel /> : undefined} acts={[{ id: 'take', label: 'Take over', keys: 'y', icon: Hand, main: true, run: () => void takeOver(ticket.id, ticket.number) }]}
            link={<Link to="/tickets/$number" params={{ number: String(ticket.number) }} preload={false} />}
          />
        ))}
      </TaskSection>
    )
  })
}
