import { useQuery } from '@tanstack/react-query'
import { Hand, PhoneCall, Undo2, UserRoundX } from 'lucide-react'
import { useLastSign } from '../../../core/web/activity.ts'
import { Button } from '../../../ui/button.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { askRelease } from './release-state.ts'
import { giveBack, keep } from './claim-verbs.ts'
import { claimOnQuery, useClaims, type Claim } from './queues.ts'
import { Reasons } from './reasons.tsx'

/** Between head and conversation while somebody works on a ticket without owning it: whose it is, why it was given, and the ways out. */
export function ClaimBar({ head }: { head: Head }) {
  const me = useMe()
  const claims = useClaims()
  const { ticket } = head
  if (!ticket.claimedBy) return null
  const mine = claims.find((one) => one.ticketId === ticket.id)
  if (ticket.claimedBy === me.id) return mine ? <Mine claim={mine} /> : null
  return <Theirs head={head} />
}

const look = 'flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-1.5 text-ui'

function Mine({ claim }: { claim: Claim }) {
  return (
    <section aria-label="You work on this" className={`${look} border-own-line bg-own-soft text-own`}>
      <span className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="flex items-center gap-2"><Lease claim={claim} /><span className="font-semibold">You work on this.</span></span>
        <Reasons reasons={claim.reasons.length > 1 ? claim.reasons.filter((one) => one.kind !== 'waiting') : claim.reasons} quiet />
      </span>
      <span className="flex items-center gap-1 max-sm:w-full">
        <Button size="small" variant="primary" icon={Hand} shortcut="⇧t" onClick={() => void keep(claim)} className="max-sm:h-11! max-sm:flex-1">Keep it</Button>
        <Button size="small" icon={Undo2} shortcut="⇧g" onClick={() => void giveBack(claim)} className="max-sm:h-11! max-sm:flex-1">Give back</Button>
      </span>
    </section>
  )
}

/** How long it stays mine without a sign of life. A call stops it. */
function Lease({ claim }: { claim: Claim }) {
  const last = useLastSign()
  if (claim.protectedAt) return <PhoneCall role="img" aria-label="Kept while you are on a call" size={15} strokeWidth={1.75} />
  const idle = claim.idleSeconds * 1000
  return <ClockRing clock={{ startedAt: last, warnAt: last + idle, dueAt: last + idle + claim.warnSeconds * 1000 }} label="Back in the queue without a sign of you," size={15} />
}

function Theirs({ head: { ticket } }: { head: Head }) {
  const { face } = useDirectory()
  const me = useMe()
  const claim = useQuery(claimOnQuery(ticket.id)).data
  const name = firstName(face(ticket.claimedBy!).name)
  const leads = me.role === 'admin' || me.teams.some((team) => team.id === ticket.teamId && team.lead)
  return (
    <section aria-label={`${name} works on this`} className={`${look} border-line bg-n-2 text-soft-ink`}>
      <p className="min-w-0 flex-1 basis-56"><span className="font-semibold text-ink">{name} works on this now</span>{claim && <>, since <Time at={claim.at} /></>}. It is theirs to keep, close or give back.</p>
      {leads && claim && <Button size="small" icon={UserRoundX} onClick={() => askRelease(claim)} className="max-sm:h-11! max-sm:w-full">Release it</Button>}
    </section>
  )
}
