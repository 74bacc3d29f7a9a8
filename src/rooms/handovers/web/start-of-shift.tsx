import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheckBig, Feather, MonitorCheck } from 'lucide-react'
import { lazy, Suspense, use, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useNow } from '../../../ui/now.ts'
import { firstName } from '../../../ui/presence.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { TaskSection } from '../../../ui/task-row.tsx'
import { EscalationRow } from '../../escalations/web/my-escalations.tsx'
import { MyAsks } from '../../notes/web/my-asks.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { PromiseRows } from './commitments.tsx'
import { HandoverItems } from './handover-items.tsx'
import { startQuery, type Handover, type Item } from './handovers.ts'
import { SinceYouLeft } from './since-you-left.tsx'
import { namesOf, spanWords } from './span-words.ts'

const AskDialog = lazy(() => import('./ask-dialog.tsx'))
const ReadyCheck = lazy(async () => ({ default: (await import('../../shifts/web/ready-check.tsx')).ReadyCheck }))

/** The beginning of a shift: what was handed over, what happened since I left, what is escalated, what I promised. */
export function StartOfShift() {
  const { data, error, refetch } = useQuery(startQuery)
  const { teamName } = useDirectory()
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  const [checking, setChecking] = useState(false)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={8} label="Loading the start of your shift" />
  return (
    <>
      <div className="mb-6 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <p className="text-ui text-muted">{data.span ? `${teamName(data.span.teamId)}: ${spanWords(data.span, now, reader)}` : 'You are on no shift right now.'}</p>
        <Button size="small" variant="ghost" icon={MonitorCheck} aria-expanded={checking} onClick={() => setChecking(!checking)}>{checking ? 'Fold the ready check away' : 'Is this workplace ready?'}</Button>
      </div>
      {checking && <div className="mb-7"><Suspense fallback={<SkeletonRows rows={3} label="Looking" />}><ReadyCheck /></Suspense></div>}
      {data.held && !data.easeIn && <div className="mb-6"><Banner icon={Feather}>You have been given as much new work as a gentle beginning allows. More comes a little later.</Banner></div>}
      {data.easeIn && <div className="mb-6"><Banner icon={Feather}>A gentle beginning: at most {data.easeIn.tickets === 1 ? 'one new ticket' : `${data.easeIn.tickets} new tickets`} until {shortTime(Date.parse(data.easeIn.until), now, reader)}.{data.held && ' You have them.'}</Banner></div>}
      {data.handovers.length === 0 && <EmptyState icon={CircleCheckBig}>No handover waits. What the shift before you signs appears here, to be acknowledged by name.</EmptyState>}
      {data.handovers.map((one) => <Handed key={one.id} one={one} />)}
      <SinceYouLeft start={data} />
      <TaskSection title="Escalations in progress" count={data.escalations.length} tone={data.escalations.some((one) => one.escalation.overdue) ? 'late' : 'own'}>
        {data.escalations.map((row) => <EscalationRow key={row.escalation.id} row={row} />)}
      </TaskSection>
      <PromiseRows title="Promised before my shift ends" promises={data.promises} />
      <MyAsks />
    </>
  )
}

/** One handover at the beginning of a shift: who signed, what they say, what wants my name. */
function Handed({ one }: { one: Handover }) {
  const { face, teamName } = useDirectory()
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  const [asking, setAsking] = useState<Item | null>(null)
  const signers = one.content.signers
  return (
    <section aria-label={`Handover of ${teamName(one.teamId)}`} className="mb-2">
      <header className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="flex -space-x-1.5">{signers.slice(0, 4).map((id) => <Avatar key={id} person={face(id)} size={24} showPresence />)}</span>
        <div className="min-w-0 flex-1 basis-52">
          <h2 className="text-message font-semibold text-ink"><Link to="/shift/handovers/$handoverId" params={{ handoverId: one.id }} className="hover:underline">Handover of {teamName(one.teamId)}</Link></h2>
          <p className="text-meta text-muted">{namesOf(signers.map((id) => firstName(face(id).name)))} signed at {shortTime(Date.parse(one.signedAt), now, reader)}{one.version > 1 && ` · issue ${one.version}, what changed is marked`}</p>
        </div>
        {one.mine.length > 0 ? one.dueAt && <ClockRing clock={{ startedAt: Date.parse(one.signedAt), dueAt: Date.parse(one.dueAt) }} label="acknowledge" showText /> : <Badge tone="good" icon={CircleCheckBig}>{one.urgent === 0 ? 'Nothing urgent' : one.missing === 0 ? 'Acknowledged' : 'Nothing left for you'}</Badge>}
        <Link to="/shift/handovers/$handoverId" params={{ handoverId: one.id }} className="text-ui text-link underline">Read all of it</Link>
      </header>
      {one.content.notes.map((note) => <p key={`${note.personId} ${note.at}`} className="note-paper mb-2 px-3 py-2 pr-6 text-ui break-words whitespace-pre-line"><span className="font-medium text-note">{firstName(face(note.personId).name)}: </span>{note.text}</p>)}
      <HandoverItems items={one.content.items} more={one.content.more} marks={one.marks} of={one} only="urgent" onAsk={setAsking} />
      {asking && <Suspense fallback={null}><AskDialog of={one} item={asking} onDone={() => setAsking(null)} /></Suspense>}
    </section>
  )
}
