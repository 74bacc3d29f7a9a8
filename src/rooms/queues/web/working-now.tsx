import { Link } from '@tanstack/react-router'
import { PhoneCall, UserRoundX } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { askRelease } from './release-state.ts'
import type { QueueView } from './queues.ts'

/** Who works on what of this queue at this moment. */
export function WorkingNow({ view }: { view: QueueView }) {
  const { face } = useDirectory()
  const me = useMe()
  const leads = (teamId: string) => me.role === 'admin' || me.teams.some((team) => team.id === teamId && team.lead)
  return (
    <section aria-label="Being worked on">
      <h2 className="mb-1.5 flex items-baseline gap-2 text-ui font-semibold">Being worked on{view.working.length > 0 && <span className="text-meta font-medium text-muted tabular-nums">{view.working.length}</span>}</h2>
      {view.working.length === 0 ? <p className="text-ui text-muted">Nobody works on one of these right now. Who takes the next one stands here until they keep it, close it or give it back.</p> : (
        <ul className="border-y border-line">
          {view.working.map((one) => (
            <li key={one.id} className="relative flex min-h-11 items-center gap-3 border-b border-line px-1 py-1.5 last:border-b-0 focus-within:bg-hover hover:bg-hover">
              <Avatar person={face(one.personId)} size={24} showPresence decorative />
              <span className="min-w-0 flex-1">
                <Link to="/tickets/$number" params={{ number: String(one.number) }} preload={false} className="block truncate text-ui font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus">{one.subject || 'No subject'}</Link>
                <span className="flex items-center gap-1 truncate text-meta text-muted">{one.personId === me.id ? 'You' : firstName(face(one.personId).name)}, since <Time at={one.at} />{one.protectedAt && <><PhoneCall role="img" aria-label="on a call" size={12} className="text-own" /> on a call</>}{one.warnedAt && !one.protectedAt && <span className="text-time">no sign of them</span>}</span>
              </span>
              {leads(one.teamId) && one.personId !== me.id && <span className="relative z-10"><IconButton icon={UserRoundX} label={`Release it from ${firstName(face(one.personId).name)}`} size="small" onClick={() => askRelease(one)} /></span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
