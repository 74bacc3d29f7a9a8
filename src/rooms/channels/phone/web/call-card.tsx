import { useQuery } from '@tanstack/react-query'
import { CircleHelp, Handshake, Mail, MessageSquare, Phone, PhoneCall, NotebookPen, ShieldCheck, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { cache } from '../../../../core/web/cache.ts'
import { keep, kept } from '../../../../core/web/kept.ts'
import { Banner } from '../../../../ui/banner.tsx'
import { Button } from '../../../../ui/button.tsx'
import { Checkbox } from '../../../../ui/checkbox.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useKeys } from '../../../../ui/keys.ts'
import { useNow } from '../../../../ui/now.ts'
import { firstName } from '../../../../ui/presence.ts'
import { RadioGroup } from '../../../../ui/radio-group.tsx'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { Time } from '../../../../ui/time.tsx'
import { localClock } from '../../../../ui/time-text.ts'
import { howWords } from '../../../customers/web/identity.ts'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import { quietAt } from '../rules.ts'
import { channelWords, outcomeWords, telOf } from './call-words.ts'
import { openForm } from './live-call.ts'
import { cardQuery, contactQuery, startCall, type Card, type Contact } from './phone.ts'
import { QuotableLines } from './quotable-lines.tsx'

const typed = 'typed'

/** Before a call: all that one needs to know, on one card; then the timer. */
export default function CallCard({ head, onDone }: { head: Head; onDone: () => void }) {
  const { ticket } = head
  const contact = useQuery(contactQuery(ticket.id)).data
  const card = useQuery(cardQuery(ticket.id)).data
  const numbers = contact?.addresses.filter((one) => one.kind === 'phone') ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [other, setOther] = useState('')
  const [dials, setDials] = useState(() => kept<boolean>('phone.dials') ?? matchMedia('(pointer: coarse)').matches)
  const [busy, setBusy] = useState(false)
  const which = chosen ?? numbers[0]?.id ?? typed
  const start = async () => {
    if (busy) return
    setBusy(true)
    // Pressed before the card was there: the number used first.
    const known = contact ?? await cache.fetchQuery(contactQuery(ticket.id)).catch(() => null)
    const first = known?.addresses.find((one) => one.kind === 'phone')
    const number = contact && which === typed ? other.trim() : (numbers.find((one) => one.id === which) ?? first)?.value ?? ''
    const call = await startCall(ticket.id, number)
    setBusy(false)
    if (!call) return
    onDone()
    if (dials && number) location.href = telOf(number)
  }
  useKeys({ '⌘enter': { run: () => void start(), overDialogs: true } })
  const name = ticket.customerName || 'the customer'
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="large" title={`Call ${name}`} description={contact ? <CardLead contact={contact} /> : undefined}
      footer={
        <>
          <Checkbox className="mr-auto" checked={dials} onChange={(yes) => { setDials(yes); keep('phone.dials', yes) }}>Dial with this device</Checkbox>
          <Button variant="ghost" icon={NotebookPen} onClick={() => openForm({ kind: 'log', ticketId: ticket.id })}>Log it instead</Button>
          <Button variant="primary" icon={PhoneCall} shortcut="⌘enter" loading={busy} onClick={() => void start()}>Start the call</Button>
        </>
      }
    >
      {!contact || !card ? <SkeletonRows rows={6} label="Loading the card" /> : (
        <div className="flex flex-col gap-4">
          <QuietWarning contact={contact} name={firstName(name)} />
          <Field label={numbers.length > 1 ? 'Which number' : 'Number'} optional={numbers.length === 0}>
            {numbers.length > 0
              ? <RadioGroup label="Which number" value={which} onChange={setChosen} options={[...numbers.map((one) => ({ id: one.id, label: one.value, detail: one.main && numbers.length > 1 ? 'Used first' : undefined })), { id: typed, label: 'Another number' }]} />
              : <TextInput value={other} onChange={setOther} inputMode="tel" placeholder="+49 30 …" autoFocus />}
          </Field>
          {numbers.length > 0 && which === typed && <TextInput aria-label="Another number" value={other} onChange={setOther} inputMode="tel" placeholder="+49 30 …" autoFocus className="-mt-2 ml-6" />}
          <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-5"><Contacts card={card} customer={name} /><Owed card={card} /></div>
            <div className="flex min-w-0 flex-col gap-5"><ToAsk asks={card.asks} /><Part title="Prices and free times" icon={null}><QuotableLines items={card.quotables} ticketId={ticket.id} mayAdd={contact.may.call} /></Part></div>
          </div>
        </div>
      )}
    </Dialog>
  )
}

const signs: Record<string, LucideIcon> = { phone: Phone, email: Mail }
const Part = ({ title, icon: Icon, children }: { title: string; icon: LucideIcon | null; children: ReactNode }) => <section><h3 className="mb-1.5 flex items-center gap-1.5 text-meta font-medium text-muted">{Icon && <Icon aria-hidden size={13} />}{title}</h3>{children}</section>

function CardLead({ contact }: { contact: Contact }) {
  const now = useNow(15_000)
  const zone = contact.customer?.zone
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {zone && <span className="tabular-nums">{localClock(now, zone)} where they are</span>}
      {contact.verified
        ? <span className="flex items-center gap-1 text-good"><ShieldCheck aria-hidden size={13} />Verified {howWords[contact.verified.how]}, <Time at={contact.verified.at} className="tabular-nums" /></span>
        : contact.customer && <span>Not verified: ask before you say what is theirs to know</span>}
    </span>
  )
}

/** That customers are left in peace now, where it is so. Nobody is stopped: some calls cannot wait. */
export function QuietWarning({ contact, name, at }: { contact: Contact; name: string; at?: number }) {
  const now = useNow(30_000)
  const zone = contact.customer?.zone
  const when = at ?? now
  if (!zone || Number.isNaN(when) || !quietAt(contact.quiet, when, zone)) return null
  return <Banner tone="time">{at === undefined ? `It is ${localClock(when, zone)} where ${name} is` : `It will be ${localClock(when, zone)} where ${name} is`}. Quiet hours are from {contact.quiet.from} to {contact.quiet.to}: {at === undefined ? 'write, or call back later' : 'choose another time'}, unless they asked for it.</Banner>
}

function Contacts({ card, customer }: { card: Card; customer: string }) {
  const me = useMe()
  const { face } = useDirectory()
  return (
    <Part title="Last contacts" icon={null}>
      {card.contacts.length === 0 ? <p className="text-ui text-muted">None yet.</p> : (
        <ul className="flex flex-col gap-2">
          {card.contacts.map((one) => {
            const Sign = signs[one.channel] ?? MessageSquare
            const who = one.direction === 'in' ? firstName(customer) : one.personId === me.id ? 'You' : one.personId ? firstName(face(one.personId).name) : 'Us'
            return (
              <li key={one.id} className="flex gap-2 text-ui">
                <Sign aria-label={channelWords[one.channel] ?? one.channel} role="img" size={13} strokeWidth={1.75} className="mt-1 shrink-0 text-muted" />
                <p className="min-w-0"><span className="font-medium">{who}</span> <Time at={one.at} />{one.outcome && one.outcome !== 'sent' && <span className="text-muted"> · {outcomeWords[one.outcome]}</span>}{one.words && <span className="line-clamp-2 break-words text-soft-ink">{one.words}</span>}</p>
              </li>
            )
          })}
        </ul>
      )}
    </Part>
  )
}

const Owed = ({ card }: { card: Card }) => card.promises.length > 0 && (
  <Part title="What they were promised" icon={Handshake}>
    <ul className="flex flex-col gap-1.5">{card.promises.map((one) => <li key={one.id} className="text-ui break-words">{one.text} <span className="text-meta text-muted">due <Time at={one.dueAt} className="tabular-nums" /></span></li>)}</ul>
  </Part>
)

const ToAsk = ({ asks }: { asks: readonly string[] }) => asks.length > 0 && (
  <Part title="What to ask" icon={CircleHelp}><ul className="flex list-disc flex-col gap-1 pl-4 text-ui marker:text-muted">{asks.map((one) => <li key={one} className="break-words">{one}</li>)}</ul></Part>
)
