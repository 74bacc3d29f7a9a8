import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { wordsFor } from '../../../core/web/call.ts'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { OwnerPill } from '../../../ui/owner-pill.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { useOfferedTo } from '../../tickets/web/offers.ts'
import { sheetQuery, type SheetLine } from './handoffs.ts'
import { ProgressCell } from './progress-cell.tsx'

const sections: readonly { readonly id: SheetLine['section']; readonly title: string }[] = [
  { id: 'handoffs', title: 'Open handoffs' }, { id: 'promises', title: 'Promises due' }, { id: 'escalations', title: 'Escalations' }, { id: 'overnight', title: 'Left open at closing time' }, { id: 'away', title: 'Tickets of people away' }, { id: 'stuck', title: 'Nothing happens' },
]

/** Everything that needs attention, section by section; what was checked and what comes next is written in place. */
export function SheetBoard({ teamId }: { teamId: string | null }) {
  const { data, error, refetch } = useQuery(sheetQuery(teamId))
  const { role } = useMe()
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={8} label="Loading the sheet" />
  if (data.lines.length === 0) return <EmptyState icon={ClipboardCheck}>Nothing needs attention. Open handoffs, promises due, escalations, tickets of people away and tickets nothing happens on appear here.</EmptyState>
  return (
    <>
      {sections.map(({ id, title }) => {
        const lines = data.lines.filter((line) => line.section === id)
        return lines.length > 0 && (
          <section key={id} aria-label={title} className="mb-8 print:mb-4">
            <h2 className="mb-1.5 flex items-baseline gap-2 text-ui font-semibold">{title}<span className="text-meta font-medium text-muted tabular-nums">{lines.length}</span></h2>
            <ul className="border-y border-line print:border-black">{lines.map((line) => <Line key={`${id} ${line.ticket.id} ${line.line}`} line={line} may={role !== 'collaborator'} />)}</ul>
          </section>
        )
      })}
      {data.more && <p className="text-meta text-muted">A section holds more than is shown here: choose a team.</p>}
    </>
  )
}

function Line({ line, may }: { line: SheetLine; may: boolean }) {
  const { face, teamName } = useDirectory()
  const { ticket, dueAt } = line
  return (
    <li className="grid gap-x-5 gap-y-1 border-b border-line py-2 last:border-b-0 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,1fr)] print:break-inside-avoid print:grid-cols-[1.3fr_1fr_1fr]">
      <div className="min-w-0">
        <div className="flex min-w-0 items-center gap-2">
          <span className="shrink-0 print:hidden"><OwnerPill owner={ticket.ownerId ? face(ticket.ownerId) : null} claimedBy={ticket.claimedBy ? face(ticket.claimedBy) : null} team={teamName(ticket.teamId)} offeredTo={useOfferedTo(ticket.id)} compact /></span>
          <Link to="/tickets/$number" params={{ number: String(ticket.number) }} preload={false} className="min-w-0 truncate text-ui font-medium text-ink hover:underline print:whitespace-normal">#{ticket.number} {ticket.subject}</Link>
          {dueAt && <ClockRing clock={{ startedAt: Date.parse(dueAt) - 3_600_000, dueAt: Date.parse(dueAt) }} showText className="ml-auto shrink-0 print:hidden" />}
        </div>
        <p className="mt-0.5 text-meta text-muted">{line.late && <span className="font-medium text-late print:font-semibold print:text-black">{line.section === 'handoffs' ? 'Nobody accepted in time. ' : 'Late. '}</span>}{line.line}<span className="hidden print:inline">{dueAt && <> · due <Time at={dueAt} /></>} · {ticket.ownerId ? face(ticket.ownerId).name : teamName(ticket.teamId)}{ticket.customerName && ` · ${ticket.customerName}`}</span></p>
      </div>
      <div className="min-w-0"><p className="text-meta text-muted">Checked so far</p><ProgressCell line={line} field="validation" may={may} /></div>
      <div className="min-w-0"><p className="text-meta text-muted">Next step</p><ProgressCell line={line} field="next" may={may} /></div>
    </li>
  )
}
