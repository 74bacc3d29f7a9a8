import { useQuery } from '@tanstack/react-query'
import { CircleCheckBig } from 'lucide-react'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { checklistQuery, type Past } from './closings.ts'

/** On a closed ticket: why, by whom, and whether it was closed before. */
export function ClosedBar({ head }: { head: Head }) {
  return head.ticket.status === 'closed' && !head.ticket.mergedInto ? <Closed ticketId={head.ticket.id} /> : null
}

function Closed({ ticketId }: { ticketId: string }) {
  const me = useMe()
  const { face } = useDirectory()
  const all = useQuery(checklistQuery(ticketId, null)).data?.closings ?? []
  const now = all.find((one) => one.endedAt === null)
  if (!now?.reason) return null
  const by = now.personId === me.id ? 'you' : now.personId ? firstName(face(now.personId).name) : 'Baton'
  const before = all.filter((one) => one !== now)
  return (
    <section aria-label="Why it is closed" className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-2 border-b border-good-line bg-good-soft px-4 py-1 text-ui text-good">
      <CircleCheckBig aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <p className="min-w-0"><span className="font-semibold">{now.reason}</span> · closed by {by} <Time at={now.at} />{before.length > 0 && <> · {beforeWords(before)}</>}</p>
    </section>
  )
}

const beforeWords = (before: readonly Past[]): string => {
  const reasons = [...new Set(before.map((one) => one.reason).filter(Boolean))]
  return `closed ${before.length === 1 ? 'once' : `${before.length} times`} before${reasons.length ? ` (${reasons.join(', ')})` : ''}`
}
