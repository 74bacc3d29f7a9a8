import { useQuery } from '@tanstack/react-query'
import { CalendarClock, Mail, MessageSquare, Phone, NotebookPen, type LucideIcon } from 'lucide-react'
import { use } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { useNow } from '../../../../ui/now.ts'
import { firstName } from '../../../../ui/presence.ts'
import { PanelSection } from '../../../../ui/panel.tsx'
import { ReaderContext, Time } from '../../../../ui/time.tsx'
import { localClock, shortTime } from '../../../../ui/time-text.ts'
import { Tooltip } from '../../../../ui/tooltip.tsx'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import { advise, quietAt } from '../rules.ts'
import { channelPlurals, channelWords, outcomeWords, telOf } from './call-words.ts'
import { openForm } from './live-call.ts'
import { contactQuery, type Contact } from './phone.ts'

const signs: Record<string, LucideIcon> = { email: Mail, phone: Phone }
type Attempt = Contact['attempts'][number]

/** How to reach the customer: what to try next and why, whether it is quiet there, what was tried so far (Q6). */
export function ContactPanel({ head }: { head: Head }) {
  const { ticket } = head
  const contact = useQuery(contactQuery(ticket.id)).data
  const now = useNow(30_000)
  const reader = use(ReaderContext)
  if (!contact?.customer) return null
  const { customer, attempts, addresses } = contact
  const quiet = customer.zone !== null && quietAt(contact.quiet, now, customer.zone)
  const has = { phone: addresses.some((one) => one.kind === 'phone'), email: addresses.some((one) => one.kind === 'email') }
  const advice = advise({ name: customer.name, preferred: customer.preferred, has, attempts, quiet, now })
  const number = addresses.find((one) => one.kind === 'phone')
  return (
    <PanelSection title="Contact" place="contact">
      <p className="text-ui text-pretty">{advice.words}</p>
      {quiet && <p className="mt-1.5 rounded-md border border-time-line bg-time-soft px-2 py-1 text-meta text-time">{localClock(now, customer.zone!)} where {firstName(customer.name)} is: quiet hours until {contact.quiet.to}.</p>}
      {number && <p className="mt-1.5 flex items-center gap-1.5 text-ui"><Phone aria-hidden size={13} strokeWidth={1.75} className="shrink-0 text-muted" /><a href={telOf(number.value)} className="tabular-nums hover:underline">{number.value}</a></p>}
      {attempts.length > 0 && (
        <ul aria-label="Attempts so far" className="mt-2 flex flex-col gap-1">
          {attempts.map((one) => { const Sign = signs[one.channel] ?? MessageSquare; return <li key={one.channel} className="flex items-baseline gap-1.5 text-meta text-muted"><Sign aria-hidden size={12} strokeWidth={1.75} className="shrink-0 self-center" /><span className="min-w-0 flex-1">{attemptWords(one)}</span><span className="shrink-0">{one.times.length > 1 ? <Tooltip text={`Tried ${one.times.map((at) => shortTime(Date.parse(at), now, reader)).join(', ')}`}><span className="tabular-nums underline decoration-dotted decoration-line-strong underline-offset-2" tabIndex={0}>{one.times.slice(0, 3).map((at) => shortTime(Date.parse(at), now, reader)).join(', ')}</span></Tooltip> : <Time at={latest(one)} />}</span></li> })}
        </ul>
      )}
      {contact.may.call && (
        <div className="mt-2.5 flex flex-wrap gap-1">
          <Button size="small" variant={advice.way === 'phone' ? 'primary' : 'secondary'} icon={Phone} onClick={() => openForm({ kind: 'card', ticketId: ticket.id })}>Call</Button>
          <Button size="small" variant="ghost" icon={NotebookPen} onClick={() => openForm({ kind: 'log', ticketId: ticket.id })}>Log an attempt</Button>
          <Button size="small" variant="ghost" icon={CalendarClock} onClick={() => openForm({ kind: 'callback', ticketId: ticket.id })}>Call back</Button>
        </div>
      )}
    </PanelSection>
  )
}

const latest = (one: Attempt): string => [one.triedAt, one.heardAt].filter((at) => at !== null).sort().at(-1)!

/** "2 calls, no answer" · "3 emails sent, 1 came". */
function attemptWords({ channel, tried, heard, reached, lastOutcome }: Attempt): string {
  const [some, many] = [channelWords[channel] ?? channel, channelPlurals[channel] ?? channel]
  const ours = tried === 0 ? '' : `${tried} ${(tried === 1 ? some : many).toLowerCase()}${channel === 'phone' ? '' : ' sent'}`
  const result = channel === 'phone' ? (lastOutcome ? outcomeWords[lastOutcome] : '') : reached > 0 ? 'answered' : ''
  const theirs = heard === 0 ? '' : ours ? `${heard} came` : `${heard} ${(heard === 1 ? some : many).toLowerCase()} from them`
  return [[ours, ours ? result : ''].filter(Boolean).join(', '), theirs].filter(Boolean).join(' · ')
}
