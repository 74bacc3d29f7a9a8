import { Check, ClipboardCheck, MessageSquare, Pencil, Phone, PhoneForwarded, PhoneIncoming, PhoneMissed, PhoneOutgoing, ShieldCheck, type LucideIcon, type LucideProps } from 'lucide-react'
import { createElement, memo, use, useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { classNames } from '../../../../ui/class-names.ts'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { firstName } from '../../../../ui/presence.ts'
import { ChangeLine } from '../../../../ui/timeline/change-line.tsx'
import { useNow } from '../../../../ui/now.ts'
import { shortTime } from '../../../../ui/time-text.ts'
import { ReaderContext, Time } from '../../../../ui/time.tsx'
import { Tooltip } from '../../../../ui/tooltip.tsx'
import { howWords } from '../../../customers/web/identity.ts'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import type { EntryView } from '../../../tickets/web/thread.tsx'
import type { Entry } from '../../../tickets/web/tickets-call.ts'
import { CallEditor } from './call-editor.tsx'
import { howItWent, whatHappened, whyWords, whyWordsToYou } from './call-words.ts'
import { openForm } from './live-call.ts'
import type { Call } from './phone.ts'
import { Runs } from './runs.tsx'

/** How the timeline shows calls, other attempts, and what becomes of callbacks. */
export const callView: EntryView = (entry, fresh) => {
  if (entry.name === 'phone.call-started' || entry.name === 'phone.call-logged') return entry.more ? <CallEntry call={entry.more as Call} fresh={fresh} /> : <></>
  return entry.name.startsWith('phone.') ? <CallbackLine entry={entry} fresh={fresh} /> : undefined
}

const reached = (call: Call): boolean => call.outcome === 'answered' || call.outcome === 'called-back'
const signOf = (call: Call): LucideIcon => (call.channel !== 'phone' ? MessageSquare : call.endedAt === null ? Phone : call.direction === 'in' ? PhoneIncoming : reached(call) || !call.outcome ? PhoneOutgoing : PhoneMissed)
const CallSign = ({ call, ...rest }: { call: Call } & LucideProps) => createElement(signOf(call), rest)

/** A call: who, how it went, how long; below it what was written for teammates. */
const CallEntry = memo(function CallEntry({ call, fresh }: { call: Call; fresh: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const [editing, setEditing] = useState(false)
  const who = call.personId === me.id ? 'You' : firstName(face(call.personId).name)
  const live = call.endedAt === null
  if (call.discardedAt) return <div id={`entry-${call.id}`}><ChangeLine icon={Phone} at={call.startedAt} fresh={fresh}>{who} began a call by mistake; nobody was called</ChangeLine></div>
  const open = !live && call.wrappedAt === null
  const agreed = call.readBack.filter((one) => one.value || one.agreed)
  const below = call.notes || agreed.length > 0 || open || editing
  return (
    <article id={`entry-${call.id}`} aria-label={`${whatHappened(call, who, call.customerName)}, ${howItWent(call)}`} className={classNames('group/entry my-2 rounded-md border px-3 py-2 @md:ml-11', live ? 'border-own-line bg-own-soft' : 'border-line', fresh && 'soft-mark')}>
      <header className="flex min-h-6 items-center gap-2 text-ui">
        <CallSign call={call} aria-hidden size={14} strokeWidth={1.75} className={classNames('shrink-0', live ? 'text-own' : reached(call) ? 'text-good' : 'text-muted')} />
        <p className="min-w-0"><span className="font-medium">{whatHappened(call, who, call.customerName)}</span> <span className={live ? 'text-own' : 'text-muted'}>{howItWent(call)}</span></p>
        {call.verified && <Verified {...call.verified} />}
        <span className="ml-auto flex shrink-0 items-center gap-2">
          {live && <span className="text-own"><Runs since={call.startedAt} /></span>}
          {call.may.change && !live && !editing && <span className="opacity-0 group-focus-within/entry:opacity-100 group-hover/entry:opacity-100 max-sm:opacity-100"><IconButton icon={Pencil} size="small" label="Set this right" onClick={() => setEditing(true)} /></span>}
          <Time at={call.startedAt} />
        </span>
      </header>
      {below && (
        <div className="mt-1.5 flex flex-col gap-2 pl-[22px]">
          {editing ? <CallEditor call={call} onDone={() => setEditing(false)} /> : call.notes && <p className="border-l-2 border-note-line pl-2.5 text-message break-words whitespace-pre-wrap text-ink"><span className="sr-only">Notes, only for teammates: </span>{call.notes}</p>}
          {agreed.length > 0 && <ul className="flex flex-wrap gap-x-4 gap-y-1 text-meta">{agreed.map((one) => <li key={one.id} className="flex items-center gap-1">{one.agreed ? <Check aria-label="Read back and agreed" role="img" size={12} className="text-good" /> : <ClipboardCheck aria-label="Not read back" role="img" size={12} className="text-muted" />}<span className="text-muted">{one.label}</span> {one.value || 'agreed'}</li>)}</ul>}
          {open && call.may.change && <Button size="small" className="self-start" onClick={() => openForm({ kind: 'wrap-up', call })}>Say how it went</Button>}
        </div>
      )}
    </article>
  )
})

/** How the customer had been verified when they were called: a sign, with its words on hover. */
function Verified({ how, at }: NonNullable<Call['verified']>) {
  const words = `The customer was verified ${howWords[how]}, ${shortTime(Date.parse(at), useNow(60_000), use(ReaderContext))}`
  return <Tooltip text={words}><span role="img" aria-label={words} className="shrink-0 text-good"><ShieldCheck aria-hidden size={13} /></span></Tooltip>
}

/** "Maya is on a call: Baton offered her callback to Ben and Lena". */
function CallbackLine({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const data = entry.data as { ownerId: string; from: string; to?: string[]; why: keyof typeof whyWords; dueAt: string }
  const name = (id: string | null) => (id === me.id ? 'You' : id ? firstName(face(id).name) : 'Somebody')
  const those = (all: readonly string[]) => (all.length === 0 ? 'nobody, as nobody is there' : all.length > 3 ? `${all.length} people of the team` : all.map((id) => (id === me.id ? 'you' : name(id))).join(' and '))
  const due = <Time at={data.dueAt} className="tabular-nums" />
  const words = {
    'phone.callback-offered': <>{name(data.ownerId)} {(data.ownerId === me.id ? whyWordsToYou : whyWords)[data.why]}: the callback of {due} is offered to {those(data.to ?? [])}</>,
    'phone.callback-taken': <>{name(entry.actor.id)} took the callback of {due} from {data.from === me.id ? 'you' : name(data.from)}</>,
    'phone.callback-untaken': <>Nobody took the callback of {due} yet; the leads are told</>,
  }[entry.name]
  if (!words) return null
  return <div id={`entry-${entry.id}`}><ChangeLine icon={PhoneForwarded} tone={entry.name === 'phone.callback-untaken' ? 'late' : entry.name === 'phone.callback-offered' ? 'time' : 'own'} at={entry.at} fresh={fresh}>{words}</ChangeLine></div>
}
