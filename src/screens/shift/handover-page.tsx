import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ChevronLeft, Printer } from 'lucide-react'
import { use } from 'react'
import { wordsFor } from '../../core/web/call.ts'
import { useTitle } from '../../core/web/title.ts'
import { HandoverView } from '../../rooms/handovers/web/handover-view.tsx'
import { handoverQuery } from '../../rooms/handovers/web/handovers.ts'
import { namesOf } from '../../rooms/handovers/web/span-words.ts'
import { useDirectory } from '../../rooms/people/web/directory.ts'
import { useActs } from '../../ui/acts.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ClockRing } from '../../ui/clock-ring.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ReaderContext } from '../../ui/time.tsx'
import { exactTime } from '../../ui/time-text.ts'

/** One handover, as it stands or as it was issued before; to acknowledge, to ask about, to print. */
export function Page() {
  const { handoverId } = useParams({ strict: false }) as { handoverId: string }
  const { issue } = useSearch({ strict: false }) as { issue?: number }
  const { data, error, refetch } = useQuery(handoverQuery(handoverId, issue))
  const navigate = useNavigate()
  const reader = use(ReaderContext)
  const { face, teamName } = useDirectory()
  const title = data ? `Handover of ${teamName(data.teamId)}` : 'Handover'
  useTitle(title)
  useActs('Handover', data ? [{ id: 'print-handover', label: 'Print the handover', icon: Printer, run: () => print() }] : [])
  const show = (version: number) => void navigate({ to: '/shift/handovers/$handoverId', params: { handoverId }, search: version === data?.version ? {} : { issue: version }, replace: true })
  return (
    <PageBody
      title={title}
      lead={data && <>
        <span className="block">Shift until {exactTime(Date.parse(data.endsAt), reader)}{data.toTeamId !== data.teamId && `, to ${teamName(data.toTeamId)}`}. {namesOf(data.content.signers.map((id) => face(id).name))} signed.</span>
        {data.incoming.length > 0 && <span className="block">Takes over: {namesOf(data.incoming.map((id) => face(id).name))}</span>}
        <span className="hidden print:block">Issue {data.shown} of {exactTime(Date.parse(data.issues.find((one) => one.version === data.shown)?.signedAt ?? data.signedAt), reader)}</span>
      </>}
      actions={<>
        {data && <Button icon={Printer} className="max-sm:hidden" onClick={() => print()}>Print</Button>}
      </>}
    >
      <div data-chrome className="-mt-3 mb-5 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <Link to="/shift" search={{ view: 'handovers' }} className="inline-flex min-h-6 items-center gap-1 text-ui text-muted hover:text-ink"><ChevronLeft aria-hidden size={14} />Handovers</Link>
        {data && data.issues.length > 1 && <div className="w-48"><Select label="Issue" options={data.issues.map((one) => ({ id: String(one.version), label: `Issue ${one.version}${one.version === data.version ? ', as it stands' : ''}` }))} value={String(data.shown)} onChange={(id) => show(Number(id))} /></div>}
      </div>
      {error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} /> : !data ? <SkeletonRows rows={8} label="Loading the handover" /> : (
        <>
          {data.shown !== data.version && <div data-chrome className="mb-6"><Banner action={<Button size="small" variant="ghost" onClick={() => show(data.version)}>See it as it stands</Button>}>This is an earlier issue, as it was signed then.</Banner></div>}
          {data.mine.length > 0 && <div data-chrome className="mb-6"><Banner tone="time"><span className="flex flex-wrap items-center gap-x-3">{data.mine.length === 1 ? 'One urgent item waits' : `${data.mine.length} urgent items wait`} for your name.{data.dueAt && <ClockRing clock={{ startedAt: Date.parse(data.signedAt), dueAt: Date.parse(data.dueAt) }} showText />}</span></Banner></div>}
          <HandoverView content={data.content} marks={data.marks} of={data} />
        </>
      )}
    </PageBody>
  )
}
