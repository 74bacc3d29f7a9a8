import { useQuery } from '@tanstack/react-query'
import { Check, NotebookPen } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { PanelSection } from '../../../ui/panel.tsx'
import { Time } from '../../../ui/time.tsx'
import { firstName } from '../../../ui/presence.ts'
import { NoteBody } from '../../notes/web/note-body.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { stepWords } from '../rules.ts'
import { openDialog } from './dialog-state.ts'
import { isOpen, ofTicketQuery, type Whole } from './escalations.ts'
import { clockLabel, clockOf, lessonWords, namesOf, stateWords } from './escalation-words.ts'

/** Beside the conversation: what who asked and who helps share. Nothing at all where nothing was escalated. */
export function EscalationPanel({ head }: { head: Head }) {
  const all = useQuery(ofTicketQuery(head.ticket.id)).data ?? []
  if (!all.length) return null
  return (
    <PanelSection title="Escalations" place="escalations" count={all.filter(isOpen).length || undefined}>
      <ul className="flex flex-col gap-4">{all.map((one) => <li key={one.id}><One one={one} /></li>)}</ul>
    </PanelSection>
  )
}

function One({ one }: { one: Whole }) {
  const directory = useDirectory()
  const me = useMe()
  const clock = clockOf(one)
  const names = namesOf(directory)
  return (
    <div className="text-ui">
      <p className="flex items-center gap-2"><span className="min-w-0 flex-1 truncate font-medium text-ink">{one.pathName}</span>{clock ? <ClockRing clock={clock} label={clockLabel[one.state]} showText /> : <Time at={one.raisedAt} as="ago" />}</p>
      <p className={classNames('mt-0.5', isOpen(one) ? 'text-escalate' : 'text-muted')}>{stateWords(one, directory, me.id)}</p>
      {one.state === 'raised' && (
        <ol aria-label="Who is asked, in order" className="mt-1.5 flex flex-col gap-0.5 text-meta">
          {one.steps.map((step, at) => (
            <li key={at} className={classNames('flex items-center gap-1.5', at === one.step ? 'font-medium text-ink' : 'text-muted')} aria-current={at === one.step ? 'step' : undefined}>
              <span aria-hidden className={classNames('size-1.5 shrink-0 rounded-full', at === one.step ? 'bg-escalate' : at < one.step ? 'bg-n-9' : 'border border-n-9')} />
              {capital(stepWords(step, names))}{at < one.step && <Check aria-label="passed" size={11} />}
            </li>
          ))}
        </ol>
      )}
      {one.lesson && <p className="mt-1 text-meta text-muted">Next time: {lessonWords[one.lesson].toLowerCase()}{one.lessonWords && `. ${one.lessonWords}`}</p>}
      {one.thread.length > 0 && (
        <ul aria-label="Thread" className="mt-2 flex flex-col gap-1.5 border-l-2 border-note-fold pl-2.5">
          {one.thread.filter((note) => !note.removedAt).map((note) => (
            <li key={note.id}>
              <p className="flex items-center gap-1.5 text-meta text-note"><Avatar person={directory.face(note.personId)} size={16} decorative />{firstName(directory.face(note.personId).name)}{note.answer && <span className="font-semibold">answered</span>}<span className="ml-auto"><Time at={note.at} /></span></p>
              <NoteBody html={note.html} className="prose text-ui text-ink" />
            </li>
          ))}
        </ul>
      )}
      {isOpen(one) && <Button size="small" variant="ghost" icon={NotebookPen} className="mt-1.5 -ml-2" onClick={() => openDialog({ kind: 'write', one })}>Write in its thread</Button>}
    </div>
  )
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
