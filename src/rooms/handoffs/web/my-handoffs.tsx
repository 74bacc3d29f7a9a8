import { Link } from '@tanstack/react-router'
import { Check, Undo2, X } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TaskRow, TaskSection, type TaskAct } from '../../../ui/task-row.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { openDialog } from './dialog-state.ts'
import { accept, withdraw } from './handoff-verbs.ts'
import { useMyHandoffs, type Listed } from './handoffs.ts'

/** Handoffs that wait for my yes, then mine that wait for somebody else's. */
export function MyHandoffs() {
  const { toMe, fromMe } = useMyHandoffs()
  const { face, teamName } = useDirectory()
  return (
    <>
      <TaskSection title="Handed to me" count={toMe.length} tone="own">
        {toMe.map((one) => (
          <Task
            key={one.handoff.id} one={one} face={one.handoff.senderId}
            detail={<>{firstName(face(one.handoff.senderId).name)}: {one.handoff.reasonSay}. Next: {one.handoff.next}</>}
            acts={[
              { id: 'accept', label: 'Accept', keys: 'y', icon: Check, main: true, run: () => void accept(one.handoff, one.ticket.number) },
              ...(one.handoff.may.decline ? [{ id: 'decline', label: 'Decline', keys: '⇧y', icon: X, run: () => openDialog({ kind: 'decline' as const, handoff: one.handoff }) }] : []),
            ]}
          />
        ))}
      </TaskSection>
      <TaskSection title="Waiting to be accepted" count={fromMe.length}>
        {fromMe.map((one) => (
          <Task
            key={one.handoff.id} one={one} face={one.handoff.toPerson ?? one.handoff.senderId}
            detail={<>Offered to {one.handoff.toPerson ? face(one.handoff.toPerson).name : teamName(one.handoff.toTeam)}{one.handoff.state === 'expired' && '; nobody accepted in time, the leads know'}</>}
            acts={one.handoff.may.withdraw ? [{ id: 'withdraw', label: 'Withdraw', keys: '⇧h', icon: Undo2, run: () => void withdraw(one.handoff, one.ticket.number) }] : []}
          />
        ))}
      </TaskSection>
    </>
  )
}

function Task({ one: { handoff, ticket }, face: who, detail, acts }: { one: Listed; face: string; detail: React.ReactNode; acts: readonly TaskAct[] }) {
  const { face } = useDirectory()
  return (
    <TaskRow
      sign={<Avatar person={face(who)} size={20} decorative />} title={<>#{ticket.number} {ticket.subject}</>} detail={detail} acts={acts}
      time={handoff.dueAt && <ClockRing clock={{ startedAt: Date.parse(handoff.offeredAt), dueAt: Date.parse(handoff.dueAt) }} showText />}
      link={<Link to="/tickets/$number" params={{ number: String(ticket.number) }} hash={`entry-${handoff.id}`} preload={false} />}
    />
  )
}
