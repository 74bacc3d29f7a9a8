import { Link } from '@tanstack/react-router'
import { ArrowRightLeft, CircleAlert, CircleCheckBig, Clock, CornerDownRight, Flag, Hourglass, LogOut, type LucideIcon } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import { Badge, type Tone } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { chordOf } from '../../../ui/key-chords.ts'
import { handOff } from '../../handoffs/web/dialog-state.ts'
import { choose } from '../../tickets/web/chooser-state.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import type { EndTicket } from './handovers.ts'
import { NextStepField } from './next-step-field.tsx'

const marks: Record<EndTicket['marks'][number], { words: string; tone: Tone }> = {
  urgent: { words: 'Urgent', tone: 'late' }, late: { words: 'Late', tone: 'late' }, 'due-soon': { words: 'Due next shift', tone: 'time' }, promised: { words: 'Promised', tone: 'time' }, escalated: { words: 'Escalated', tone: 'escalate' }, 'customer-wrote': { words: 'Customer waits for us', tone: 'plain' },
}
const stands: Record<EndTicket['standing'], { icon: LucideIcon; look: string; words: string }> = {
  unfinished: { icon: CircleAlert, look: 'text-time', words: 'Nothing says what comes next' }, 'next-step': { icon: CornerDownRight, look: 'text-good', words: 'Says what comes next' }, waits: { icon: Hourglass, look: 'text-good', words: 'Waits and comes back by itself' }, offered: { icon: ArrowRightLeft, look: 'text-good', words: 'Offered: yours until somebody accepts' },
}

/** One of my tickets at the end of my shift: how it stands, what presses, and what to do about it, in place. */
export function EndTicketRow({ one, teamId, flagged, left, onFlag, onLeave }: { one: EndTicket; teamId: string | null; flagged: boolean; left: boolean; onFlag: () => void; onLeave: () => void }) {
  const { ticket, standing } = one
  const row = useRef<HTMLLIElement>(null)
  const { icon: Sign, look, words } = left && standing === 'unfinished' ? { icon: CircleCheckBig, look: 'text-muted', words: 'Stays as it is' } : stands[standing]
  const unfinished = standing === 'unfinished'
  const acts = [
    ...(standing === 'offered' ? [] : [{ id: 'hand-off', label: 'Hand off', keys: 'h', icon: ArrowRightLeft, run: () => handOff([ticket]) }]),
    ...(standing === 'unfinished' || standing === 'next-step' ? [{ id: 'wait', label: 'Wait', keys: 'w', icon: Clock, run: () => choose({ kind: 'wait', rows: [ticket] }) }] : []),
    ...(unfinished ? [{ id: 'leave', label: left ? 'Do not leave' : 'Leave', keys: 'l', icon: LogOut, run: onLeave }] : []),
    { id: 'flag', label: flagged ? 'Not urgent' : 'Urgent', keys: 'u', icon: Flag, run: onFlag },
  ]
  const press = (event: KeyboardEvent) => {
    const act = acts.find((other) => chordOf(other.keys, event))
    if (act) { event.preventDefault(); event.stopPropagation(); act.run() }
    if (chordOf('n', event)) { event.preventDefault(); row.current?.querySelector('textarea')?.focus() }
  }
  const buttons = (
    <div className="relative z-10 flex shrink-0 flex-wrap items-start gap-1 max-sm:[&_svg]:hidden">
      {acts.map((act) => <Button key={act.id} size="small" variant={unfinished && act.id === 'hand-off' ? 'secondary' : 'ghost'} icon={act.icon} shortcut={act.keys} onClick={act.run}>{act.label}</Button>)}
    </div>
  )
  const writes = unfinished || standing === 'next-step'
  return (
    <li ref={row} className="group relative flex gap-3 border-b border-line py-2.5 pr-1 pl-2 last:border-b-0 focus-within:bg-hover hover:bg-hover">
      <span className="flex w-6 shrink-0 justify-center pt-0.5"><Sign aria-hidden size={16} className={look} /></span>
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link to="/tickets/$number" params={{ number: String(ticket.number) }} preload={false} data-task onKeyDown={press} className="min-w-0 truncate text-ui font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus">#{ticket.number} {ticket.subject || 'No subject'}</Link>
          {flagged && <Badge tone="escalate" icon={Flag}>Marked urgent</Badge>}
          {one.marks.map((mark) => <Badge key={mark} tone={marks[mark].tone}>{marks[mark].words}</Badge>)}
        </p>
        <div className="mt-0.5 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="flex min-w-0 items-center gap-2 text-meta text-muted"><span className="truncate">{[ticket.customerName, ...(unfinished && !left ? [progressWords(one)] : [words])].filter(Boolean).join(' · ')}</span>{ticket.nextDue && !ticket.nextDue.pausedAt && <span className="flex shrink-0 items-center"><DueRing due={ticket.nextDue} quietLabel /></span>}</p>
          {!writes && buttons}
        </div>
        {writes && <div className="mt-1.5 flex items-start gap-x-3 gap-y-1.5 max-sm:flex-col"><div className="min-w-0 flex-1 max-sm:w-full"><NextStepField one={one} teamId={teamId} /></div>{buttons}</div>}
      </div>
    </li>
  )
}

/** What stood there and does not hold any more; else nothing: the heading above says it. */
const progressWords = ({ progress }: EndTicket): string => (progress.next ? 'The customer wrote after this was noted' : '')
