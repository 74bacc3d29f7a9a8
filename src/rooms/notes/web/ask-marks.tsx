import { Check, CircleCheckBig, CircleHelp, Hand, Hourglass, Undo2, UserRoundPlus, X } from 'lucide-react'
import { use } from 'react'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import { passOn, WriteNoteContext } from './ask-state.ts'
import { dueOf, stateLine } from './ask-words.ts'
import { reopen, setAnswering, take, tick, withdraw, answeringOn, type Ask } from './asks.ts'

/** Under a note: what it asks of whom, how that stands, and what one can do about it. */
export function AskMarks({ asks }: { asks: readonly Ask[] }) {
  if (asks.length === 0) return null
  return <ul aria-label="Asked in this note" className="flex flex-col gap-1 border-t border-note-line pt-1.5">{asks.map((one) => <Mark key={one.id} one={one} />)}</ul>
}

function Mark({ one }: { one: Ask }) {
  const me = useMe()
  const names = useDirectory()
  const write = use(WriteNoteContext)
  const open = one.state === 'open'
  const Sign = !open ? CircleCheckBig : one.kind === 'question' ? CircleHelp : Hourglass
  return (
    <li className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1 text-meta">
      <Sign aria-hidden size={13} className={classNames('shrink-0', !open ? 'text-good' : one.late ? 'text-late' : 'text-note')} />
      <span className={classNames('min-w-0', open ? 'font-medium text-ink' : 'text-soft-ink')}>{one.answerId && !open ? <a href={`#entry-${one.answerId}`} className="text-inherit underline">{stateLine(one, me.id, names)}</a> : stateLine(one, me.id, names)}</span>
      {open ? <DueRing due={dueOf(one)} quietLabel focusable /> : one.settledAt && <Time at={one.settledAt} className="text-muted tabular-nums" />}
      <span className="ml-auto flex flex-wrap items-center gap-1 max-sm:w-full">
        {one.may.take && <Button size="small" icon={Hand} onClick={() => void take(one)}>Take it</Button>}
        {one.may.settle && one.personId === me.id && (
          <>
            {write && <Button size="small" onClick={() => { answerWith(one); write() }}>Answer</Button>}
            <Button size="small" variant="ghost" icon={Check} onClick={() => void tick(one)}>Done</Button>
          </>
        )}
        {one.may.settle && !one.may.take && <Button size="small" variant="ghost" icon={UserRoundPlus} onClick={() => passOn(one)}>Pass on</Button>}
        {one.may.withdraw && one.personId !== me.id && <Button size="small" variant="ghost" icon={X} onClick={() => void withdraw(one)}>Not needed any more</Button>}
        {one.may.reopen && one.settledById === me.id && one.state === 'done' && <Button size="small" variant="ghost" icon={Undo2} onClick={() => void reopen(one)}>Still open</Button>}
      </span>
    </li>
  )
}

/** The note that is written next on its ticket answers it. */
export const answerWith = (one: Ask): void => setAnswering(one.ticketId, [...new Set([...answeringOn(one.ticketId), one.id])])
