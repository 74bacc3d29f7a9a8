import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { CalendarClock } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { Facts } from '../../../ui/panel.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { BinList } from './bin-list.tsx'
import { back, callOff, discard, wholeQuery, type Leave } from './leave.ts'
import { Deciding } from './leave-deciding.tsx'
import { LeaveDigest } from './leave-digest.tsx'
import { daysText, lengthOf, stateWords } from './leave-words.ts'

const LeaveForm = lazy(() => import('./leave-form.tsx'))

/** One leave: when, who stands in, where it stands; and all that has to be clear before it, worked off here. */
export function LeaveDetail({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(wholeQuery(id))
  const me = useMe()
  const { face } = useDirectory()
  const [changing, setChanging] = useState(false)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={6} label="Loading the leave" />
  const { leave, bin } = data
  const mine = leave.personId === me.id
  const ahead = leave.state !== 'over' && leave.state !== 'cancelled'
  return (
    <article aria-label={mine ? 'Your leave' : `Leave of ${face(leave.personId).name}`}>
      <Head leave={leave} mine={mine} onChange={() => setChanging(true)} />
      <Facts facts={[
        { name: 'Stands in', value: leave.coverId ? face(leave.coverId).name : <span className="text-muted">nobody yet</span> },
        ...(leave.note ? [{ name: 'Note', value: leave.note }] : []),
        ...(leave.approvedBy ? [{ name: leave.madeBy !== leave.personId ? 'Put on leave by' : 'Approved by', value: approved(leave, face(leave.approvedBy).name) }] : []),
      ]} />
      {leave.state === 'refused' && <div className="mt-4"><Banner tone="late">Refused{leave.answer && `: ${leave.answer}`}. Change it and ask again, or discard it.</Banner></div>}
      {ahead && <div className="mt-6"><BinList bin={bin} leave={leave} coverId={leave.coverId} onCover={() => setChanging(true)} /></div>}
      <Deciding leave={leave} left={bin.left} />
      {leave.state === 'asked' && mine && !leave.may.alone && <p className="mt-4 text-ui text-muted">Asked for. <Link to="/approvals" preload={false} className="text-link underline">See who decides</Link>, or take it back there.</p>}
      {(leave.state === 'over' || leave.state === 'away') && <div className="mt-8"><LeaveDigest id={leave.id} mine={mine} /></div>}
      {changing && <Suspense fallback={null}><LeaveForm leave={leave} onDone={() => setChanging(false)} /></Suspense>}
    </article>
  )
}

/** Who said yes, and why where not all was clear or nobody else could. */
function approved(leave: Leave, name: string): string {
  if (leave.approvedBy === leave.personId) return `${name}, as nobody else could decide: ${leave.overrideWhy}`
  return leave.overrideWhy && leave.madeBy === leave.personId ? `${name}, although not all was clear: ${leave.overrideWhy}` : name
}

function Head({ leave, mine, onChange }: { leave: Leave; mine: boolean; onChange: () => void }) {
  const { face } = useDirectory()
  const who = face(leave.personId)
  const state = stateWords[leave.state]
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  // What is only prepared for oneself is had back by undo; what others know of is asked about first.
  const prepared = mine && (leave.state === 'draft' || leave.state === 'refused')
  return (
    <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-2">
      <Avatar person={who} size={32} decorative />
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="flex flex-wrap items-center gap-2 text-message font-semibold">{mine ? 'Your leave' : who.name}<Badge tone={state.tone}>{state.words}</Badge></h2>
        <p className="text-ui text-muted">{daysText(leave)} · {lengthOf(leave)} · {leave.typeSay}</p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {leave.may.change && <Button size="small" icon={CalendarClock} onClick={onChange}>Change</Button>}
        {leave.may.cancel && (prepared ? <Button size="small" variant="ghost" onClick={() => void discard(leave, (again) => void navigate({ to: '/team/leave/$leaveId', params: { leaveId: again.id } }))}>Discard</Button> : <Button size="small" variant="ghost" onClick={() => setAsking(true)}>Do not take it</Button>)}
        {leave.may.back && <Button size="small" variant={mine ? 'primary' : 'secondary'} onClick={() => void back(leave)}>{mine ? 'I am back' : 'Back now'}</Button>}
      </div>
      {asking && <FormDialog width="small" title="Do not take it" description={`${daysText(leave)}. ${leave.state === 'approved' ? 'The team is told that it is not taken. To go after all, it is asked for again.' : 'The request is taken back.'}`} act="Do not take it" disabledReason={null} onSubmit={() => callOff(leave)} onClose={() => setAsking(false)}>{null}</FormDialog>}
    </header>
  )
}
