import { useQuery } from '@tanstack/react-query'
import { Stamp } from 'lucide-react'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { clockOf, contextWords, waitsFor } from './approval-words.tsx'
import { pendingQuery, type Approval } from './approvals.ts'
import { approveNow, decideWithWords, passOn, withdraw } from './deciding.ts'

/** Above the conversation: what waits for a yes or no on this ticket, with the decision for whoever may make it. */
export function ApprovalBar({ head }: { head: Head }) {
  const { data } = useQuery(pendingQuery(head.ticket.id))
  return data?.map((one) => <Pending key={one.id} one={one} />)
}

function Pending({ one }: { one: Approval }) {
  const directory = useDirectory()
  const me = useMe()
  const clock = clockOf(one)
  const who = one.requesterId === me.id ? 'You ask' : `${firstName(directory.face(one.requesterId).name)} asks`
  const buttons = one.may.decide
    ? <><Button size="small" variant="primary" onClick={() => approveNow([one])}>Approve</Button><Button size="small" variant="ghost" onClick={() => decideWithWords([one], true)}>With a note</Button><Button size="small" variant="ghost" onClick={() => decideWithWords([one], false)}>Refuse</Button>{one.may.passOn && <Button size="small" variant="ghost" onClick={() => void passOn(one)}>Pass on</Button>}</>
    : one.may.withdraw && <Button size="small" variant="ghost" onClick={() => void withdraw(one)}>Take back</Button>
  return (
    <Banner flat tone="plain" icon={Stamp}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 py-0.5">
        <p className="min-w-0 flex-1 basis-64">
          <span className="text-ink">{who}: {one.words}</span>
          <span className="block text-meta text-muted">{one.reason} · {contextWords(one)} · {one.may.decide && !one.passedIds.includes(me.id) ? 'waits for you' : `waits for ${waitsFor(one, directory, me.id)}`}</span>
        </p>
        {clock && <ClockRing clock={clock} label="decision" showText quietLabel />}
        {buttons && <span className="flex flex-wrap items-center gap-1">{buttons}</span>}
      </div>
    </Banner>
  )
}
