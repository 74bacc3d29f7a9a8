import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ChevronLeft, Palmtree, UserRoundMinus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { AwayCalendar } from '../../rooms/leave/web/away-calendar.tsx'
import { LeaveDetail } from '../../rooms/leave/web/leave-detail.tsx'
import { LeaveRequests, MyLeave } from '../../rooms/leave/web/leave-lists.tsx'
import { WholeBin } from '../../rooms/leave/web/whole-bin.tsx'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { useActs } from '../../ui/acts.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { CommandPalette } from '../../ui/command-palette.tsx'
import { TeamFrame } from './team-frame.tsx'
import { readLeaveSearch } from './leave-search.ts'

const LeaveForm = lazy(() => import('../../rooms/leave/web/leave-form.tsx'))

/** Leave: mine, of people I lead, and who is away when; one of them with all that has to be clear. */
export function Page() {
  useTitle('Leave')
  const navigate = useNavigate()
  const me = useMe()
  const { leaveId } = useParams({ strict: false }) as { leaveId?: string }
  const { person } = readLeaveSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const { active, face } = useDirectory()
  const [planning, setPlanning] = useState<{ for?: string } | null>(null)
  const [choosing, setChoosing] = useState(false)
  const works = me.role !== 'collaborator'
  const mine = new Set(me.teams.filter((team) => team.lead).map((team) => team.id))
  const led = me.role === 'admin' || me.role === 'lead' ? active.filter((one) => one.id !== me.id && (me.role === 'admin' || one.teams.some((team) => mine.has(team.id)))) : []
  useActs('Leave', works ? [{ id: 'plan-leave', label: 'Plan leave', icon: Palmtree, words: ['holiday', 'vacation', 'away', 'absence'], run: () => setPlanning({}) }, ...(led.length > 0 ? [{ id: 'put-on-leave', label: 'Put somebody on leave', icon: UserRoundMinus, words: ['sick', 'ill'], run: () => setChoosing(true) }] : [])] : [])
  const one = leaveId ?? person
  return (
    <TeamFrame
      tab="leave" width={980} lead="Going away with everything clear, and coming back gently."
      actions={works && !one && (
        <>
          {led.length > 0 && <Button icon={UserRoundMinus} onClick={() => setChoosing(true)}>Put somebody on leave</Button>}
          <Button variant="primary" icon={Palmtree} onClick={() => setPlanning({})}>Plan leave</Button>
        </>
      )}
    >
      {one && <p className="mb-4"><Link to="/team/leave" preload={false} className="inline-flex min-h-7 items-center gap-1 text-ui text-muted hover:text-ink"><ChevronLeft aria-hidden size={15} />All leave</Link></p>}
      {leaveId ? <LeaveDetail id={leaveId} /> : person ? <WholeBin personId={person} /> : <>{works && <MyLeave />}{led.length > 0 && <LeaveRequests />}<AwayCalendar /></>}
      {choosing && <CommandPalette open onOpenChange={setChoosing} placeholder="Put on leave at once" groups={[{ label: 'Teammates', actions: led.map((other) => ({ id: other.id, label: other.name, detail: face(other.id).status, sign: <Avatar person={face(other.id)} size={20} showPresence decorative />, run: () => setPlanning({ for: other.id }) })) }]} />}
      {planning && <Suspense fallback={null}><LeaveForm forId={planning.for} onDone={(made: { readonly id: string } | null) => { setPlanning(null); if (made) void navigate({ to: '/team/leave/$leaveId', params: { leaveId: made.id } }) }} /></Suspense>}
    </TeamFrame>
  )
}
