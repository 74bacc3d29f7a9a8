import { Link } from '@tanstack/react-router'
import { Check, CircleAlert, MessageCircleQuestion } from 'lucide-react'
import { use } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge, type Tone } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { firstName } from '../../../ui/presence.ts'
import { Time, ReaderContext } from '../../../ui/time.tsx'
import { exactTime } from '../../../ui/time-text.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { whyWords } from '../rules.ts'
import { useAsked } from './asked.ts'
import { acknowledge, type Handover, type Item, type Marks } from './handovers.ts'

const tones: Record<Item['why'][number], Tone> = { flagged: 'escalate', urgent: 'late', late: 'late', 'due-soon': 'time', left: 'time' }
const sections: readonly { readonly id: Item['section']; readonly title: string }[] = [
  { id: 'urgent', title: 'Urgent' }, { id: 'promises', title: 'Promises due before the next shift ends' }, { id: 'escalations', title: 'Escalations in progress' }, { id: 'tickets', title: 'Other tickets of those who leave' },
]

export interface ItemsProps {
  readonly items: readonly Item[]
  readonly more: readonly Item['section'][]
  readonly marks: Marks
  /** The handover they belong to, once it is signed. */
  readonly of?: Handover
  readonly onAsk?: (item: Item) => void
  readonly only?: Item['section']
}

/** What was handed over, section by section; urgent items with the names of those who know of them. */
export function HandoverItems({ items, more, marks, of, onAsk, only }: ItemsProps) {
  const me = useMe()
  return sections.filter(({ id }) => !only || id === only).map(({ id, title }) => {
    const own = items.filter((item) => item.section === id)
    if (own.length === 0) return null
    const open = id === 'urgent' ? (of?.mine ?? []).filter((key) => own.some((item) => item.key === key)) : []
    return (
      <section key={id} aria-label={title} className="mb-7 print:mb-5" data-sheet-section={id === 'tickets' && items.length > 14 ? 'page' : undefined}>
        <header className="mb-1.5 flex min-h-8 items-center gap-2 print:break-after-avoid">
          <h2 className="text-ui font-semibold text-ink">{title}<span className="ml-2 text-meta font-medium text-muted tabular-nums">{own.length}{more.includes(id) && '+'}</span></h2>
          {of && open.length > 1 && <span data-chrome className="ml-auto"><Button size="small" icon={Check} onClick={() => void acknowledge(of, open, me.id)}>Acknowledge all {open.length}</Button></span>}
        </header>
        <ul className="border-y border-line print:border-black">
          {own.map((item) => <ItemRow key={item.key} item={item} marks={marks} of={of} {...(onAsk ? { onAsk } : {})} />)}
        </ul>
        {more.includes(id) && <p className="mt-1 text-meta text-muted">There are more than are listed: see the team’s queue.</p>}
      </section>
    )
  })
}

function ItemRow({ item, marks, of, onAsk }: { item: Item; marks: Marks; of?: Handover | undefined; onAsk?: (item: Item) => void }) {
  const { face, teamName } = useDirectory()
  const me = useMe()
  const asked = useAsked()
  const reader = use(ReaderContext)
  const changed = marks.changed.find((one) => one.key === item.key)
  const words = item.section === 'promises' || item.section === 'escalations' ? item.line : null
  const mayAcknowledge = of?.mine.includes(item.key)
  const nameOf = (id: string | null) => (id ? firstName(face(id).name) : teamName(of!.teamId))
  return (
    <li className="group flex gap-3 border-b border-line py-2.5 pr-1 pl-2 last:border-b-0 max-sm:flex-wrap print:break-inside-avoid print:border-black/40">
      <span className="flex w-6 shrink-0 justify-center pt-0.5 print:hidden">{item.personId ? <Avatar person={face(item.personId)} size={20} /> : <CircleAlert aria-label="Nobody owns it" size={16} className="text-time" />}</span>
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link to="/tickets/$number" params={{ number: String(item.number) }} preload={false} data-task className="min-w-0 truncate text-ui font-medium text-ink hover:underline print:whitespace-normal">#{item.number} {item.subject || 'No subject'}</Link>
          {marks.added.includes(item.key) && <Badge tone="own" className={onPaper}>New</Badge>}
          {changed && <Badge tone="own" className={onPaper}>Changed: {changed.fields.map((field) => fieldWords[field]).join(', ')}</Badge>}
          {item.why.map((why) => <Badge key={why} tone={tones[why]} className={onPaper}>{capital(whyWords[why])}</Badge>)}
        </p>
        <p className="mt-0.5 text-meta text-muted">{[item.customerName, item.personId ? face(item.personId).name : 'nobody owns it'].filter(Boolean).join(' · ')}<span className="hidden print:inline">{item.dueAt && ` · due ${exactTime(Date.parse(item.dueAt), reader)}`}</span>{item.dueAt && <ClockRing clock={dueClock(item.dueAt)} showText className="ml-2 align-middle sm:hidden print:hidden" />}</p>
        {words && <p className="mt-1 text-ui text-pretty text-ink">{words}</p>}
        {item.next && <p className="mt-1 text-ui text-pretty text-ink"><span className="text-muted">Next: </span>{item.next}</p>}
        {of && item.section === 'urgent' && <Names item={item} of={of} />}
      </div>
      <div data-chrome className="flex shrink-0 items-start gap-1 max-sm:w-full max-sm:flex-wrap max-sm:pl-9">
        {item.dueAt && <ClockRing clock={dueClock(item.dueAt)} showText className="mt-1.5 mr-1 max-sm:hidden" />}
        {of && onAsk && item.by !== me.id && <Button size="small" variant="ghost" icon={MessageCircleQuestion} onClick={() => onAsk(item)}>Ask {nameOf(asked(item, of))}</Button>}
        {of && mayAcknowledge && <Button size="small" icon={Check} onClick={() => void acknowledge(of, [item.key], me.id)}>Acknowledge</Button>}
      </div>
    </li>
  )
}

/** Who of the next shift knows of it, by name and time; and who does not yet. On paper: a line to sign. */
function Names({ item, of }: { item: Item; of: Handover }) {
  const { face } = useDirectory()
  const known = of.acknowledgements.filter((one) => one.key === item.key && one.version >= item.since)
  const missing = of.incoming.filter((id) => !known.some((one) => one.personId === id))
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-meta">
      <span className="sr-only">Acknowledged by: </span>
      {known.map((one) => <span key={one.personId} className="inline-flex items-center gap-1 text-good"><Check aria-hidden size={12} />{firstName(face(one.personId).name)} <Time at={one.at} /></span>)}
      {(missing.length > 0 || known.length === 0) && <span className="text-muted print:hidden">{missing.length > 0 ? `Not yet: ${missing.map((id) => firstName(face(id).name)).join(', ')}` : 'Nobody yet'}</span>}
      {known.length === 0 && <span className="hidden print:inline">Name and time: ______________________</span>}
    </p>
  )
}

const dueClock = (dueAt: string) => ({ startedAt: Date.parse(dueAt) - 3_600_000, dueAt: Date.parse(dueAt) })
const onPaper = 'print:border-black print:bg-transparent print:text-black'
const fieldWords: Record<Marks['changed'][number]['fields'][number], string> = { line: 'what it is about', next: 'next step', dueAt: 'due time', personId: 'owner', why: 'why it is urgent' }
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
