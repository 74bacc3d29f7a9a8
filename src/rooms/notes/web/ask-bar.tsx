import { useQuery } from '@tanstack/react-query'
import { Check, CircleHelp, Hand, UserRoundPlus } from 'lucide-react'
import { lazy, Suspense, use } from 'react'
import { useActs } from '../../../ui/acts.ts'
import { Button } from '../../../ui/button.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { answerWith } from './ask-marks.tsx'
import { passOn, usePassing, WriteNoteContext } from './ask-state.ts'
import { askLine, dueOf } from './ask-words.ts'
import { take, ticketAsksQuery, tick, type Ask } from './asks.ts'

const PassChooser = lazy(() => import('./pass-chooser.tsx'))

/** Where one chooses whom to pass something on to. */
export function Passing() {
  const one = usePassing()
  return one && <Suspense fallback={null}><PassChooser one={one} onDone={() => passOn(null)} /></Suspense>
}

/** Between head and conversation: what this ticket asks of me, the next due first. */
export function AskBar({ head }: { head: Head }) {
  const me = useMe()
  const asks = useQuery(ticketAsksQuery(head.ticket.id)).data ?? []
  const mine = asks.filter((one) => one.state === 'open' && (one.personId === me.id || one.may.take))
  return <>{mine[0] && <Bar key={mine[0].id} one={mine[0]} more={mine.length - 1} />}<Passing /></>
}

function Bar({ one, more }: { one: Ask; more: number }) {
  const me = useMe()
  const names = useDirectory()
  const write = use(WriteNoteContext)
  const own = one.personId === me.id
  const answer = () => { answerWith(one); write?.() }
  useActs('Asked of you', own
    ? [
        ...(write ? [{ id: 'ask-answer', label: 'Answer what you are asked', keys: '⇧r', run: answer }] : []),
        { id: 'ask-done', label: 'Tick off what you are asked', keys: '⇧x', run: () => void tick(one) },
        { id: 'ask-pass', label: 'Pass on what you are asked', keys: '⇧v', run: () => passOn(one) },
      ]
    : [{ id: 'ask-take', label: 'Take what your team is asked', keys: '⇧x', run: () => void take(one) }])
  return (
    <section aria-label="Asked of you" className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-note-line bg-note-soft px-4 py-1.5 text-ui text-ink">
      <CircleHelp aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-note" />
      <p className="min-w-0 flex-1 basis-56 truncate"><a href={`#entry-${one.noteId}`} className="font-semibold">{askLine(one, me.id, names)}.</a> <span className="text-soft-ink">{one.words}</span>{more > 0 && <span className="text-muted"> and {more} more</span>}</p>
      <DueRing due={dueOf(one)} quietLabel focusable />
      <span className="flex items-center gap-1 max-sm:w-full">
        {own && write && <Button size="small" variant="primary" shortcut="⇧r" onClick={answer} className="max-sm:h-11! max-sm:flex-1">Answer</Button>}
        {own && <Button size="small" icon={Check} shortcut="⇧x" onClick={() => void tick(one)} className="max-sm:h-11! max-sm:flex-1">Done</Button>}
        {own && <Button size="small" variant="ghost" icon={UserRoundPlus} shortcut="⇧v" onClick={() => passOn(one)} className="max-sm:h-11! max-sm:flex-1">Pass on</Button>}
        {!own && <Button size="small" variant="primary" icon={Hand} shortcut="⇧x" onClick={() => void take(one)} className="max-sm:h-11! max-sm:flex-1">Take it</Button>}
      </span>
    </section>
  )
}
