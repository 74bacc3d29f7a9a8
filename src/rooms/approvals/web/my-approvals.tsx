import { Link } from '@tanstack/react-router'
import { Stamp, UserRoundPlus } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TaskRow, TaskSection, type TaskAct } from '../../../ui/task-row.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { contextWords, clockOf, waitsFor } from './approval-words.tsx'
import { useMyApprovals, type Approval } from './approvals.ts'
import { approveNow, decideWithWords, passOn, withdraw } from './deciding.ts'

/** My day: what waits for my yes or no, and what I asked for. */
export function MyApprovals() {
  const { waiting, mine } = useMyApprovals()
  return (
    <>
      <TaskSection title="Approvals" count={waiting.length} tone="own">{waiting.map((one) => <WaitingRow key={one.id} one={one} />)}</TaskSection>
      <TaskSection title="You asked for" count={mine.length}>{mine.map((one) => <MineRow key={one.id} one={one} />)}</TaskSection>
    </>
  )
}

/** Leads to the ticket, to the page that shows what it is about, or to the list of requests. */
export const toMatter = (one: Approval) => (one.ticket ? <Link to="/tickets/$number" params={{ number: String(one.ticket.number) }} preload={false} /> : <Link to={one.look ?? '/approvals'} preload={false} />)

export const decisionActs = (one: Approval): TaskAct[] => [
  { id: 'yes', label: 'Approve', keys: 'y', main: true, run: () => approveNow([one]) },
  { id: 'no', label: 'Refuse', keys: 'n', run: () => decideWithWords([one], false) },
  ...(one.may.passOn ? [{ id: 'pass', label: 'Pass on', keys: 'w', icon: UserRoundPlus, run: () => void passOn(one) }] : []),
]

function WaitingRow({ one }: { one: Approval }) {
  const { face } = useDirectory()
  const clock = clockOf(one)
  const who = face(one.requesterId)
  return (
    <TaskRow
      wrap sign={<Avatar person={who} size={20} decorative />} title={one.words} detail={<>{firstName(who.name)}: {one.reason} · {one.ticket && `#${one.ticket.number} · `}{contextWords(one)}</>}
      time={clock ? <ClockRing clock={clock} label="decide" showText quietLabel /> : <Time at={one.at} as="ago" />} acts={decisionActs(one)} link={toMatter(one)}
    />
  )
}

function MineRow({ one }: { one: Approval }) {
  const directory = useDirectory()
  const me = useMe()
  return (
    <TaskRow
      sign={<Stamp aria-hidden size={15} strokeWidth={1.75} className="text-muted" />} title={one.words} detail={<>waits for {waitsFor(one, directory, me.id)}{one.ticket && ` · #${one.ticket.number} ${one.ticket.subject}`}</>}
      time={<Time at={one.at} as="ago" />} acts={[{ id: 'back', label: 'Take back', keys: '⌫', run: () => void withdraw(one) }]} link={toMatter(one)}
    />
  )
}
