import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { wordsFor } from '../../core/web/call.ts'
import { useTitle } from '../../core/web/title.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { takeNext } from '../../rooms/queues/web/claim-verbs.ts'
import { HowServed, PickedOut } from '../../rooms/queues/web/queue-notes.tsx'
import { QueueList } from '../../rooms/queues/web/queue-list.tsx'
import { WorkingNow } from '../../rooms/queues/web/working-now.tsx'
import { queueQuery } from '../../rooms/queues/web/queues.ts'
import { useActs } from '../../ui/acts.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ArrowRightToLine } from 'lucide-react'
import { readQueueSearch } from './queue-search.ts'

const mine = 'mine'

/** A team's queue as it is served to me, with why; who works on what; and the one key that takes the next. */
export function Page() {
  useTitle('Queue')
  const me = useMe()
  const navigate = useNavigate()
  const { teams, teamName } = useDirectory()
  const { team = null } = readQueueSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const { data, error, refetch } = useQuery(queueQuery(team))
  const open = (number: number) => void navigate({ to: '/tickets/$number', params: { number: String(number) } })
  const take = () => void takeNext(open, team ?? undefined)
  const works = me.role !== 'collaborator'
  useActs('Queue', works ? [{ id: 'take-next', label: team ? `Take next from ${teamName(team)}` : 'Take next', icon: ArrowRightToLine, keys: 't', words: ['claim', 'queue'], run: take }] : [])
  const waiting = data ? data.total - data.working.length : 0
  const button = works && <Button variant="primary" icon={ArrowRightToLine} shortcut="t" onClick={take} disabledReason={data && !data.canTake.ok ? data.canTake.why : null} className="max-sm:h-12! max-sm:w-full">Take next</Button>
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageBody
        title="Queue" width={1080}
        lead={data ? counted(waiting, data.working.length) : 'Who is served next, and why.'}
        actions={
          <>
            <Select label="Whose queue" options={[{ id: mine, label: me.teams.length > 1 ? 'My teams together' : 'My team' }, ...teams.map((one) => ({ id: one.id, label: one.name }))]} value={team ?? mine} onChange={(id) => void navigate({ to: '/queue', search: id === mine ? {} : { team: id }, replace: true })} className="w-52 max-sm:w-[calc(100vw-2rem)]" />
            <span className="max-sm:hidden">{button}</span>
          </>
        }
      >
        {error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} /> : !data ? <SkeletonRows rows={8} label="Loading the queue" /> : (
          <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
            <QueueList view={data} onTake={works ? take : null} />
            <div className="flex min-w-0 flex-col gap-8">
              <WorkingNow view={data} />
              {data.teamIds.map((id) => <PickedOut key={id} teamId={id} named={data.teamIds.length > 1} />)}
              <HowServed teamIds={data.teamIds} />
            </div>
          </div>
        )}
      </PageBody>
      {works && <div className="border-t border-line bg-paper p-2 sm:hidden">{button}</div>}
    </div>
  )
}

const counted = (waiting: number, working: number): string =>
  `${waiting === 0 ? 'Nobody waits' : waiting === 1 ? 'One ticket waits' : `${waiting} tickets wait`}${working ? `, ${working === 1 ? 'one is' : `${working} are`} being worked on` : ''}. In the order in which they are served to you.`
