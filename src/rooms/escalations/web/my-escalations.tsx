import { Link } from '@tanstack/react-router'
import { CircleCheckBig, Hand, MessageSquareReply } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TaskRow, TaskSection, type TaskAct } from '../../../ui/task-row.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { openDialog } from './dialog-state.ts'
import { acknowledge, useMyEscalations, type Listed } from './escalations.ts'
import { clockLabel, clockOf, reasonWords } from './escalation-words.ts'

/** The rows of My day. */
export function MyEscalations() {
  const mine = useMyEscalations()
  return (
    <TaskSection title="Escalations" count={mine.length} tone={mine.some((row) => row.escalation.overdue) ? 'late' : 'own'}>
      {mine.map((row) => <EscalationRow key={row.escalation.id} row={row} />)}
    </TaskSection>
  )
}

const todo: Record<NonNullable<Listed['mine']>, string> = { acknowledge: 'asks you', answer: 'waits for your answer', tell: 'answered: tell the customer', close: 'told: close the loop' }

/** One escalation as a line: what it is about, from whom, until when, what to do. */
export function EscalationRow({ row: { escalation: one, ticket, mine } }: { row: Listed }) {
  const { face } = useDirectory()
  const clock = clockOf(one)
  const other = mine === 'acknowledge' || mine === 'answer' ? one.raisedBy : (one.answeredBy ?? one.acknowledgedBy ?? one.raisedBy)
  return (
    <TaskRow
      sign={<Avatar person={face(other)} size={24} decorative />} title={`#${ticket.number} ${ticket.subject || 'No subject'}`}
      detail={<>{one.pathName} · {firstName(face(other).name)} {mine ? todo[mine] : ''}{mine === 'acknowledge' || !mine ? ` · ${reasonWords[one.reason]}: ${one.need}` : ''}</>}
      time={clock && <ClockRing clock={clock} label={clockLabel[one.state]} showText />} acts={actsFor(mine, one)}
      link={<Link to="/tickets/$number" params={{ number: String(ticket.number) }} hash={`entry-${one.id}`} preload={false} />}
    />
  )
}

function actsFor(mine: Listed['mine'], one: Listed['escalation']): TaskAct[] {
  switch (mine) {
    case 'acknowledge': return [{ id: 'acknowledge', label: 'Take it on', keys: 'y', icon: Hand, main: true, run: () => void acknowledge(one) }]
    case 'answer': return [{ id: 'answer', label: 'Record the answer', keys: 'y', icon: MessageSquareReply, main: true, run: () => openDialog({ kind: 'answer', one }) }]
    // Telling the customer begins with reading the answer: the row leads there.
    case 'close': return [{ id: 'close', label: 'Close the loop', keys: 'y', icon: CircleCheckBig, main: true, run: () => openDialog({ kind: 'close', one }) }]
    default: return []
  }
}
