import { ArrowRightLeft, BellRing, Check, MessageCircleQuestion, ThumbsUp, Undo2, UserRoundCog, X } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { firstName } from '../../../ui/presence.ts'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry } from '../../tickets/web/tickets-call.ts'
import { moods } from './context-fields.tsx'
import { openDialog } from './dialog-state.ts'
import { answer } from './handoff-verbs.ts'
import type { Handoff, HandoffRow } from './handoffs.ts'

/** How the timeline shows handoffs: the offer with its context, and a line for each step. The plain change of owner that comes with them is no line of its own. */
export const handoffView: EntryView = (entry, fresh) => {
  if (entry.name === 'handoffs.offered' || entry.name === 'handoffs.reassigned') return <HandoffEntry entry={entry} fresh={fresh} />
  if (entry.name.startsWith('handoffs.')) return <StepLine entry={entry} fresh={fresh} />
  const via = (entry.name === 'tickets.assigned' || entry.name === 'tickets.given') && (entry.data as { via?: string }).via
  return via && ['handoff', 'reassign', 'override'].includes(via) ? <></> : undefined
}

const HandoffEntry = memo(function HandoffEntry({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const { face, teamName } = useDirectory()
  const me = useMe()
  const row = (entry.data as { handoff: HandoffRow }).handoff
  const now = entry.more as Handoff | null
  const name = (id: string) => (id === me.id ? 'You' : firstName(face(id).name))
  const to = row.toPerson ? (row.toPerson === me.id ? 'you' : face(row.toPerson).name) : teamName(row.toTeam)
  const head = row.how === 'reassign' ? `${name(row.senderId)} moved this to ${to} at once` : `${name(row.senderId)} ${row.senderId === me.id ? 'offered' : 'offered'} this to ${to}`
  if (!now) return <div id={`entry-${entry.id}`}><ChangeLine icon={ArrowRightLeft} tone="own" at={entry.at} fresh={fresh}>{head}</ChangeLine></div>
  return (
    <article id={`entry-${entry.id}`} aria-label="Handoff" className={classNames('my-2 rounded-md border border-own-line bg-raised @md:ml-11', fresh && 'soft-mark')}>
      <header className="flex min-h-9 flex-wrap items-center gap-x-2 border-b border-own-line/60 bg-own-soft px-3 py-1 text-ui text-own">
        <ArrowRightLeft aria-hidden size={14} strokeWidth={1.75} /><span className="font-semibold">{head}</span><span className="text-meta">{now.reasonSay}{now.urgency === 'normal' ? '' : ` · ${now.urgency}`}</span>
        <span className="ml-auto text-meta"><Time at={entry.at} /></span>
      </header>
      <dl className="flex flex-col gap-2 px-3 py-2.5 text-ui">
        <Answer label="The issue">{now.issue}</Answer><Answer label="Done so far">{now.done}</Answer><Answer label="Needed next">{now.next}</Answer>
        {now.mood !== 'unknown' && <Answer label="The customer is">{moods.find((one) => one.id === now.mood)!.label.toLowerCase()}</Answer>}
        {now.promised && <Answer label="Was told">{now.promised}</Answer>}
        {now.promises.length > 0 && <Answer label="Promised">{now.promises.map((one) => <span key={one.id} className="block">{one.text}{one.dueAt && <> · due <Time at={one.dueAt} /></>}</span>)}</Answer>}
        {now.declineReason && <Answer label="Declined because">{now.declineReason}</Answer>}
        {now.answer && <Answer label="The receiver">{now.answer.had ? 'had what they needed' : `missed: ${now.answer.missing || 'something'}`}</Answer>}
      </dl>
      {now.may.answer && !now.answer && (
        <footer className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-1.5 text-meta text-muted">
          <span className="flex-1">Did this hold what you needed?</span>
          <Button size="small" icon={ThumbsUp} onClick={() => void answer(now, true)}>I had what I needed</Button>
          <Button size="small" variant="ghost" icon={MessageCircleQuestion} onClick={() => openDialog({ kind: 'missing', handoff: now })}>Something was missing</Button>
        </footer>
      )}
    </article>
  )
})

function Answer({ label, children }: { label: string; children: ReactNode }) {
  return <div className="grid gap-x-3 sm:grid-cols-[9rem_1fr]"><dt className="text-meta text-muted sm:pt-px">{label}</dt><dd className="min-w-0 whitespace-pre-line text-ink [overflow-wrap:anywhere]">{children}</dd></div>
}

interface Data { handoff: HandoffRow; why: string; had: boolean; first: boolean; loud: string; toPerson: string | null; toTeam: string; version: number }
const withdrawnBy: Record<string, string> = { closed: 'The handoff ended as the ticket was closed', merged: 'The handoff ended as the ticket was merged', moved: 'The handoff ended as the ticket went elsewhere', 'receiver-left': 'The handoff came back: its receiver left', redirected: 'The handoff went elsewhere' }

function StepLine({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const { face, teamName } = useDirectory()
  const me = useMe()
  const data = entry.data as Data
  const who = entry.actor.id === me.id ? 'You' : entry.actor.kind === 'person' && entry.actor.id ? firstName(face(entry.actor.id).name) : 'Baton'
  const line = (icon: typeof Check, tone: 'own' | 'time' | 'late' | 'plain' | 'good', words: ReactNode) => <div id={`entry-${entry.id}`}><ChangeLine icon={icon} tone={tone} at={entry.at} fresh={fresh}>{words}</ChangeLine></div>
  switch (entry.name) {
    case 'handoffs.accepted': return line(Check, 'own', `${who} accepted; it is ${who === 'You' ? 'yours' : 'theirs'} now`)
    case 'handoffs.declined': return line(X, 'time', `${who} declined; it is with its sender`)
    case 'handoffs.withdrawn': return line(Undo2, 'plain', data.why === 'sender' ? `${who} withdrew the handoff` : withdrawnBy[data.why] ?? 'The handoff ended')
    case 'handoffs.reminded': return line(BellRing, data.loud === 'lead' ? 'late' : 'time', data.first ? 'Nobody accepted in time: the leads were told' : data.loud === 'lead' ? 'Still nobody accepted: the leads were told again' : 'Nobody accepted yet: told again by mail')
    case 'handoffs.answered': return line(data.had ? ThumbsUp : MessageCircleQuestion, 'plain', data.had ? `${who} had what ${who === 'You' ? 'you' : 'they'} needed` : `${who} missed something in the handoff`)
    case 'handoffs.overridden': return line(UserRoundCog, 'time', <>{who} moved it without a handoff to {data.toPerson ? (data.toPerson === me.id ? 'you' : face(data.toPerson).name) : teamName(data.toTeam)}{(entry.more as { reason?: string } | null)?.reason && `: ${(entry.more as { reason: string }).reason}`}</>)
    default: return null
  }
}
