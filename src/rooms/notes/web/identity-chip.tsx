import { useQuery } from '@tanstack/react-query'
import { ShieldCheck, ShieldQuestion } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { store, useStore } from '../../../core/web/store.ts'
import { classNames } from '../../../ui/class-names.ts'
import { firstName } from '../../../ui/presence.ts'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { Time } from '../../../ui/time.tsx'
import { howWords, identityQuery, type How } from '../../customers/web/identity.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry, Head } from '../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../tickets/web/use-ticket-acts.ts'

const VerifyDialog = lazy(() => import('../../customers/web/verify-dialog.tsx'))
const verifying = store<string | null>(null)

/** In the head of a ticket: whether its customer is verified, and how. A press notes that they are. */
export function IdentityChip({ head }: { head: Head }) {
  const { customerId } = head.ticket
  const identity = useQuery({ ...identityQuery(customerId ?? ''), enabled: customerId !== null }).data
  if (!identity) return null
  const { verification, may } = identity
  const valid = verification?.valid === true
  const text = valid ? `Verified ${howWords[verification.how]}` : verification ? 'Verified before, its time is over' : 'Not verified'
  const Sign = valid ? ShieldCheck : ShieldQuestion
  return (
    <button
      type="button" data-tip={text} data-tip-keys={may.verify ? '⇧i' : undefined} onClick={() => may.verify && verifying.set(head.ticket.id)}
      className={classNames('flex h-6 shrink-0 items-center gap-1 rounded-full border px-2 text-meta max-sm:h-9', valid ? 'border-good-line bg-good-soft text-good' : 'border-line text-muted hover:bg-hover')}
    >
      <Sign aria-hidden size={12} />{valid ? <>Verified <Time at={verification.at} className="tabular-nums" /></> : 'Not verified'}<span className="sr-only">{valid ? ` ${howWords[verification.how]}` : ''}{may.verify ? '. Note how they were verified' : ''}</span>
    </button>
  )
}

/** Where the question how somebody was verified appears. */
export function Verifying({ head }: { head: Head }) {
  const { ticket } = head
  return useStore(verifying) === ticket.id && ticket.customerId !== null
    ? <Suspense fallback={null}><VerifyDialog customerId={ticket.customerId} name={ticket.customerName || 'the customer'} ticketId={ticket.id} onDone={() => verifying.set(null)} /></Suspense> : null
}

export const useIdentityActs = (head: Head): readonly TicketAct[] =>
  head.may.assign && head.ticket.customerId !== null ? [{ id: 'verify', label: 'Note how the customer was verified', icon: ShieldCheck, keys: '⇧i', words: ['identity', 'verified', 'security'], run: () => verifying.set(head.ticket.id) }] : []

/** On a note: that its customer was verified when it was written. */
export const CarriedVerification = ({ how, at }: { how: How; at: string }) => <p className="flex items-center gap-1 text-meta text-good"><ShieldCheck aria-hidden size={12} />Customer verified {howWords[how]}, <Time at={at} className="tabular-nums" /></p>

/** How the timeline shows that a customer was verified. */
export const identityView: EntryView = (entry, fresh) => (entry.name === 'notes.identity-noted' ? <IdentityEntry entry={entry} fresh={fresh} /> : undefined)

function IdentityEntry({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const { how, takenBack } = entry.data as { how: How; takenBack: boolean }
  const who = entry.actor.id === me.id ? 'You' : entry.actor.id ? firstName(face(entry.actor.id).name) : 'Baton'
  return <div id={`entry-${entry.id}`}><ChangeLine icon={ShieldCheck} tone={takenBack ? 'plain' : 'good'} at={entry.at} fresh={fresh}>{takenBack ? `${who} took back that the customer was verified` : `${who} verified the customer ${howWords[how]}`}</ChangeLine></div>
}
