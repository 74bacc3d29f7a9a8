import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { PanelSection } from '../../../ui/panel.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { money } from './amounts.ts'
import { authorityQuery, type Authority } from './approvals.ts'
import { recordDecision } from './recording.ts'

/** Beside the conversation: who decides refunds and the like, and what was decided. */
export function AuthorityPanel({ head }: { head: Head }) {
  const { data } = useQuery(authorityQuery(head.ticket.id))
  const { face } = useDirectory()
  const me = useMe()
  if (!data || (data.topics.length === 0 && data.decisions.length === 0)) return null
  return (
    <PanelSection title="Who decides" place="authority" action={head.may.reply && data.topics.length > 0 && <IconButton icon={Plus} size="small" label="Record a decision" onClick={() => recordDecision(head.ticket.id)} />}>
      <dl className="flex flex-col gap-1.5 text-ui">
        {data.topics.map((one) => (
          <div key={one.topic}>
            <dt className="font-medium text-ink">{one.name}</dt>
            <dd className="text-meta text-muted">{whoDecides(one)}</dd>
          </div>
        ))}
      </dl>
      {data.decisions.length > 0 && (
        <ul aria-label="Decisions" className="mt-2 flex flex-col gap-1 border-t border-line pt-2 text-ui">
          {data.decisions.map((one) => (
            <li key={one.id}>{one.topicName} of <span className="tabular-nums">{money(one.amount, one.currency)}</span> <span className="text-meta text-muted">{one.personId === me.id ? 'you' : firstName(face(one.personId).name)}{one.approvalId && ', approved'} · <Time at={one.at} as="ago" /></span></li>
          ))}
        </ul>
      )}
    </PanelSection>
  )
}

type Topic = Authority['topics'][number]
/** "You up to 50 EUR (20 left here), Maya up to 500 EUR, admins any amount." */
export function whoDecides({ mine, left, currency, people, admins }: Topic): string {
  const upTo = (limit: number | null) => (limit === null ? 'any amount' : `up to ${money(limit, currency)}`)
  const you = mine === 0 ? null : `You ${upTo(mine)}${mine !== null && left !== null && left < mine ? ` (${money(left, currency)} left here)` : ''}`
  const others = people.filter((one) => one.limit === null || (mine !== null && one.limit > mine)).map((one) => `${firstName(one.name)} ${upTo(one.limit)}`)
  return [you, ...others, ...(mine === null ? [] : [`${you || others.length ? 'admins' : 'Admins'} ${upTo(admins)}`])].filter(Boolean).join(', ')
}
