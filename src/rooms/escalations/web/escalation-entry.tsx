import { ArrowUp, BellOff, CircleCheckBig, CornerUpRight, Hand, MailX, MessageSquareReply, Send, TrendingUp, Undo2, UserRound, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '../../../ui/badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Time } from '../../../ui/time.tsx'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory, useMe, type Directory } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry } from '../../tickets/web/tickets-call.ts'
import type { Escalation } from './escalations.ts'
import { answerWords, lessonWords, moodWords, needWords, peopleWords, reasonWords, stateWords, urgencyWords } from './escalation-words.ts'

/** How the timeline shows escalations: the form as a card, each step as a line. */
export const escalationView: EntryView = (entry, fresh) => {
  if (!entry.name.startsWith('escalations.')) return undefined
  if (entry.name === 'escalations.raised' && entry.more) return <Raised entry={entry} one={entry.more as Escalation} fresh={fresh} />
  return <Step entry={entry} fresh={fresh} />
}

function Raised({ entry, one, fresh }: { entry: Entry; one: Escalation; fresh: boolean }) {
  const directory = useDirectory()
  const me = useMe()
  const rows: [string, string][] = ([['Issue', one.issue], ['Done', one.done], [`Needs ${needWords[one.needKind].toLowerCase()}`, one.need], ['Customer expects', one.expectation], ['Promised', one.commitments]] as [string, string][]).filter(([, text]) => text)
  return (
    <article id={`entry-${entry.id}`} aria-label={`Escalation by ${directory.face(one.raisedBy).name}, only seen by teammates`} className={classNames('my-2 rounded-md border border-escalate-line bg-raised px-3 pt-2 pb-3 @md:ml-11', fresh && 'soft-mark')}>
      <header className="mb-1.5 flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-ui">
        <Badge tone="escalate" icon={TrendingUp}>Escalation</Badge>
        <span className="font-medium text-ink">{one.raisedBy === me.id ? 'You' : firstName(directory.face(one.raisedBy).name)} to {one.pathName}</span>
        <span className="text-meta text-muted">{[reasonWords[one.reason], urgencyWords[one.urgency], one.mood && `customer ${moodWords[one.mood].toLowerCase()}`].filter(Boolean).join(' · ')}</span>
        <span className="ml-auto"><Time at={entry.at} /></span>
      </header>
      <dl className="grid gap-x-4 gap-y-1 text-ui sm:grid-cols-[auto_minmax(0,1fr)]">
        {rows.map(([name, text]) => <div key={name} className="contents"><dt className="text-muted">{name}</dt><dd className="min-w-0 break-words whitespace-pre-line text-ink">{text}</dd></div>)}
      </dl>
      <p className="mt-2 text-meta text-escalate">{stateWords(one, directory, me.id)}</p>
    </article>
  )
}

interface Data {
  asked?: string[]; why?: string; skipped?: number; last?: boolean; messageId?: string | null; kind?: Escalation['needKind']; lesson?: Escalation['lesson']; to?: string; rule?: string; tag?: string
}
interface Line { readonly icon: LucideIcon; readonly tone?: 'escalate' | 'time' | 'late' | 'good' | 'own'; readonly words: ReactNode }

function Step({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const directory = useDirectory()
  const me = useMe()
  const line = lineOf(entry, directory, me.id)
  const words = (entry.more as { words?: string } | null)?.words
  return line && <div id={`entry-${entry.id}`}><ChangeLine icon={line.icon} tone={line.tone} at={entry.at} fresh={fresh}>{line.words}{words && `: ${words}`}</ChangeLine></div>
}

/** Each step in words. */
function lineOf(entry: Entry, directory: Directory, me: string): Line | null {
  const d = entry.data as Data
  const name = (id: string | null | undefined) => (id === me ? 'You' : id ? firstName(directory.face(id).name) : 'Baton')
  const who = entry.actor.kind === 'person' ? name(entry.actor.id) : 'Baton'
  const asked = peopleWords(d.asked ?? [], directory, me) || 'somebody'
  const were = (d.asked?.length ?? 0) > 1 || asked === 'you' ? 'were' : 'was'
  switch (entry.name) {
    case 'escalations.raised': return { icon: TrendingUp, tone: 'escalate', words: `${who} escalated it to ${asked}` }
    case 'escalations.climbed': return { icon: ArrowUp, tone: d.last ? 'late' : 'time', words: climbWords(d, who, asked, were) }
    case 'escalations.acknowledged': return { icon: Hand, tone: 'escalate', words: `${who} took the escalation on` }
    case 'escalations.answered': return { icon: MessageSquareReply, tone: 'good', words: `${who} answered the escalation${d.kind ? ` (${answerWords[d.kind].toLowerCase()})` : ''}` }
    case 'escalations.told': return d.messageId ? { icon: Send, tone: 'good', words: `${who} told the customer` } : { icon: MailX, tone: 'time', words: `${who} did not tell the customer` }
    case 'escalations.untold': return { icon: MailX, tone: 'late', words: d.why === 'failed' ? 'The reply that told the customer did not arrive; the escalation is open again' : `${who} took back the reply that told the customer; the escalation is open again` }
    case 'escalations.closed': return { icon: CircleCheckBig, tone: 'good', words: `${who} closed the loop${d.lesson && d.lesson !== 'right' ? `. Next time: ${lessonWords[d.lesson].toLowerCase()}` : ''}` }
    case 'escalations.withdrawn': return { icon: Undo2, words: `${who} withdrew the escalation` }
    case 'escalations.reopened': return { icon: Undo2, tone: 'escalate', words: `${who} asked ${asked} again` }
    case 'escalations.overridden': return { icon: CircleCheckBig, tone: 'late', words: `${who} ended the escalation as a lead` }
    case 'escalations.closer-changed': return { icon: UserRound, tone: 'own', words: `${name(d.to)} ${d.to === me ? 'close' : 'closes'} the loop of the escalation now` }
    case 'escalations.hint-dismissed': return { icon: BellOff, words: `${who} decided not to escalate` }
    case 'escalations.force-overridden': return { icon: CircleCheckBig, tone: 'late', words: `${who} let it be closed without an escalation, although tagged ${d.tag}` }
    default: return null
  }
}

function climbWords({ why, skipped, last }: Data, who: string, asked: string, were: string): ReactNode {
  const next = last ? `${asked}, as admins,` : asked
  const missing = skipped ? ` (${skipped === 1 ? 'one step had' : `${skipped} steps had`} nobody there)` : ''
  if (why === 'passed-on') return <><CornerUpRight aria-hidden size={12} className="mr-1 inline" />{who} passed it on to {next}{missing}</>
  return why === 'left' ? `Who was asked is not there any more: ${next} ${were} asked${missing}` : `Nobody took it on in time: ${next} ${were} asked${missing}`
}
