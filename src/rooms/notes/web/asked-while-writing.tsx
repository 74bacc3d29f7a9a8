import { useQuery } from '@tanstack/react-query'
import { CircleHelp, UserRoundX, X } from 'lucide-react'
import { use, useMemo } from 'react'
import { intents, type Intent } from '../../../core/intent.ts'
import { useStore } from '../../../core/web/store.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { firstName } from '../../../ui/presence.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { availabilityText, useUnavailable } from '../../shifts/web/availability.ts'
import { onWritten, type Composing } from '../../tickets/web/composer-plugs.ts'
import { askLine } from './ask-words.ts'
import { answeringChanges, answeringOn, setAnswering, ticketAsksQuery, type Ask } from './asks.ts'
import { mentionInstead, mentionsIn, withIntent } from './mentions-written.ts'

const intentLabels: Record<Intent, string> = { question: 'Question', action: 'Request', fyi: 'For information' }

/** Under a note that is written: what each mention asks for, and at once who is away and who is there instead. */
export function AskedWhileWriting({ head, mode, html, change }: Composing) {
  const { face, active, teamName } = useDirectory()
  const me = useMe()
  const reader = use(ReaderContext)
  const unavailable = useUnavailable()
  const mentions = useMemo(() => (mode === 'note' && html.includes('data-mention') ? mentionsIn(html) : []), [mode, html])
  const awayOf = (id: string) => unavailable.find((one) => one.personId === id && one.away)
  const isThere = (id: string) => id !== me.id && !awayOf(id) && active.some((one) => one.id === id)
  const gone = mentions.filter((one) => one.kind === 'person' && awayOf(one.id))
  const insteadOf = (id: string): string | undefined => {
    const cover = awayOf(id)?.coverId
    if (cover && isThere(cover)) return cover
    const there = active.filter((one) => one.role !== 'collaborator' && isThere(one.id) && !mentions.some((other) => other.id === one.id))
    return (there.find((one) => one.teams.some((team) => team.id === head.ticket.teamId)) ?? there.find((one) => one.teams.some((team) => active.find((other) => other.id === id)?.teams.some((own) => own.id === team.id))))?.id
  }
  const first = gone.find((one) => insteadOf(one.id))
  const instead = (id: string) => { const to = insteadOf(id); if (to) change(mentionInstead(html, id, to, face(to).name)) }
  useKeys({ '⌘u': { run: () => { if (first) instead(first.id) }, whileTyping: true } }, { enabled: Boolean(first) })
  if (mentions.length === 0) return null
  return (
    <div role="status" className="flex flex-col gap-1 text-ui">
      <ul aria-label="What is asked" className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {mentions.map((one, at) => (
          <li key={one.id} className="flex items-center gap-1.5">
            <span className="font-medium">{one.kind === 'team' ? teamName(one.id) : firstName(face(one.id).name)}</span>
            <span role="group" aria-label={`What ${one.kind === 'team' ? teamName(one.id) : face(one.id).name} is asked`} className="inline-flex overflow-hidden rounded-md border border-note-line">
              {intents.map((intent) => <button key={intent} type="button" aria-pressed={intent === one.intent} onClick={() => change(withIntent(html, one.id, intent))} className={classNames('h-6 px-1.5 text-meta max-sm:h-9 max-sm:px-2.5', intent === one.intent ? 'bg-note-fold font-semibold text-note' : 'text-muted hover:bg-hover')}>{intentLabels[intent]}</button>)}
            </span>
            {at === mentions.length - 1 && <Kbd keys="⌘j" className="max-sm:hidden" />}
          </li>
        ))}
      </ul>
      {gone.map((one) => {
        const away = awayOf(one.id)!
        const to = insteadOf(one.id)
        const covers = away.coverId === to && to !== undefined
        return (
          <p key={one.id} className="flex flex-wrap items-center gap-2 text-time">
            <UserRoundX aria-hidden size={14} className="shrink-0" />
            <span className="min-w-0 flex-1">{firstName(face(one.id).name)} is {availabilityText(away, Date.now(), reader)}. {covers ? `${firstName(face(to).name)} stands in${one.intent === 'fyi' ? '' : ' and gets what you ask'}.` : to ? `Nobody stands in; ${firstName(face(to).name)} is there.` : 'Nobody stands in, and nobody of the team is there.'}</span>
            {to && <Button size="small" shortcut={one === first ? '⌘u' : undefined} onClick={() => instead(one.id)}>Mention {firstName(face(to).name)} instead</Button>}
          </p>
        )
      })}
    </div>
  )
}

const stillOpen = (asks: readonly Ask[] | undefined, ticketId: string): readonly Ask[] => (asks ?? []).filter((one) => one.state === 'open' && answeringOn(ticketId).includes(one.id))

/** At the foot of a note: which question or request it answers. */
export function AnswersWhat({ head, mode }: Composing) {
  const me = useMe()
  const names = useDirectory()
  useStore(answeringChanges)
  const asks = useQuery(ticketAsksQuery(head.ticket.id)).data
  if (mode !== 'note') return null
  return stillOpen(asks, head.ticket.id).map((one) => (
    <span key={one.id} className="flex h-7 items-center gap-1 rounded-md bg-note-fold pr-0.5 pl-2 text-meta font-medium text-note">
      <CircleHelp aria-hidden size={13} /><span className="max-w-56 truncate">Answers: {askLine(one, me.id, names)}</span>
      <IconButton icon={X} size="small" label="This note does not answer it" onClick={() => setAnswering(head.ticket.id, answeringOn(head.ticket.id).filter((id) => id !== one.id))} />
    </span>
  ))
}

// Once the note is sent, what it answers is answered.
onWritten(({ ticketId, mode }) => { if (mode === 'note') setAnswering(ticketId, []) })
