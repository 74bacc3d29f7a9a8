import { ArrowRightLeft, Check, Undo2, X } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { openDialog } from './dialog-state.ts'
import { accept, withdraw } from './handoff-verbs.ts'
import { useHandoffOn, type Handoff } from './handoffs.ts'

/** Between head and conversation while a ticket is offered: the receiver says yes or no, the sender sees it pending. */
export function HandoffBar({ head }: { head: Head }) {
  const on = useHandoffOn(head.ticket.id)
  return on ? <Bar key={on.id} on={on} number={head.ticket.number} /> : null
}

function Bar({ on, number }: { on: Handoff; number: number }) {
  const me = useMe()
  const { face, teamName } = useDirectory()
  const sender = on.senderId === me.id ? 'You' : firstName(face(on.senderId).name)
  const to = on.toPerson === me.id ? 'you' : on.toPerson ? face(on.toPerson).name : me.teams.some((team) => team.id === on.toTeam) && on.senderId !== me.id ? 'your team' : teamName(on.toTeam)
  const expired = on.state === 'expired'
  return (
    <section aria-label="Handoff" className={classNames('flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-1.5 text-ui', expired ? 'border-time-line bg-time-soft text-time' : 'border-own-line bg-own-soft text-own')}>
      <ArrowRightLeft aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <p className="min-w-0 flex-1 basis-56"><span className="font-semibold">{sender} {sender === 'You' ? 'offer' : 'offers'} this to {to}.</span> {on.reasonSay}.{expired && ' Nobody accepted in time; the leads know.'} {on.may.accept && <span className="block truncate text-meta">Next: {on.next}</span>}</p>
      <span className="flex items-center gap-1 max-sm:w-full">
        {on.may.accept && <Button size="small" variant="primary" icon={Check} shortcut="y" onClick={() => void accept(on, number)} className="max-sm:h-11! max-sm:flex-1">Accept</Button>}
        {on.may.decline && <Button size="small" icon={X} shortcut="⇧y" onClick={() => openDialog({ kind: 'decline', handoff: on })} className="max-sm:h-11! max-sm:flex-1">Decline</Button>}
        {on.may.withdraw && !on.may.accept && <Button size="small" icon={Undo2} shortcut="⇧h" onClick={() => void withdraw(on, number)} className="max-sm:h-11! max-sm:flex-1">Withdraw</Button>}
      </span>
    </section>
  )
}
