import { useQuery } from '@tanstack/react-query'
import { PanelSection } from '../../../ui/panel.tsx'
import { lengthText } from '../../../ui/time-text.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import { ticketClocksQuery, type Clock } from './clocks.ts'

const pastShown = 3

/** Every due time of a ticket: what runs, what is paused and why, what is late, and what came of the last ones. Nothing where there is none. */
export function TicketClocks({ ticketId }: { ticketId: string }) {
  const { data } = useQuery(ticketClocksQuery(ticketId))
  if (!data?.length) return null
  const open = data.filter((one) => one.state !== 'stopped')
  const past = data.filter((one) => one.state === 'stopped').slice(0, pastShown)
  return (
    <PanelSection title="Clocks" place="clocks" count={open.length}>
      <ul className="flex flex-col gap-1">
        {open.map((one) => <OpenClock key={one.id} one={one} />)}
        {past.map((one) => <PastClock key={one.id} one={one} />)}
      </ul>
    </PanelSection>
  )
}

function OpenClock({ one }: { one: Clock }) {
  const { face, teamName } = useDirectory()
  const whose = one.personId ? face(one.personId).name : one.teamId ? teamName(one.teamId) : null
  return (
    <li className="flex min-h-7 flex-wrap items-center gap-x-2 text-ui">
      <span className="min-w-0 flex-1 truncate">{one.label || one.kind}{whose && <span className="text-muted"> · {whose}</span>}</span>
      <DueRing due={one} quietLabel focusable />
    </li>
  )
}

/** "first reply · kept" and when; late ones say by how much. */
function PastClock({ one }: { one: Clock }) {
  const late = one.ranOutAt !== null ? Date.parse(one.stoppedAt!) - Date.parse(one.dueAt) : 0
  return (
    <li className="flex min-h-7 flex-wrap items-center gap-x-2 text-ui text-muted">
      <span className="min-w-0 flex-1 truncate">{one.label || one.kind} · {one.outcome}{late > 0 && <span className="text-late"> {lengthText(late)} late</span>}</span>
      <Time at={one.stoppedAt!} />
    </li>
  )
}
