import { CircleCheckBig } from 'lucide-react'
import { firstName } from '../../../ui/presence.ts'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry } from '../../tickets/web/tickets-call.ts'
import type { Past } from './closings.ts'

/** The entry of closing, with why; one without a reason is shown as tickets shows it. */
export const closedView: EntryView = (entry, fresh) => (entry.name === 'tickets.closed' && (entry.more as Past | null)?.reason ? <ClosedEntry entry={entry} fresh={fresh} /> : undefined)

function ClosedEntry({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const { reason, waived } = entry.more as Past
  const who = entry.actor.id === me.id ? 'You' : entry.actor.id ? firstName(face(entry.actor.id).name) : 'Baton'
  return (
    <div id={`entry-${entry.id}`}>
      <ChangeLine icon={CircleCheckBig} tone="good" at={entry.at} fresh={fresh}>
        {who} closed it: {reason}{waived.map((one) => <span key={one.words} className="block text-muted">Not done: “{one.words}”, {one.why}</span>)}
      </ChangeLine>
    </div>
  )
}
