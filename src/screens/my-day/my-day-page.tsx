import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Menu as MenuSign, Sun } from 'lucide-react'
import { Suspense, use } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { NoMailbox, useNoMailbox } from '../../rooms/channels/email/web/first-mail.tsx'
import { useMe } from '../../rooms/people/web/directory.ts'
import { countsQuery } from '../../rooms/tickets/web/ticket-queries.ts'
import { useActs } from '../../ui/acts.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { useFrameWidth } from '../../ui/frame/use-width.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNow } from '../../ui/now.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ReaderContext } from '../../ui/time.tsx'
import { openViews } from '../shell/shell-state.ts'
import { useDayCount } from './day-count.ts'
import { daySections } from './day-sections.ts'
import { NextTickets, useMyOpen } from './next-tickets.tsx'

/** What wants me now, the page a day begins with: what others wait for, what I promised, my tickets by what is due. */
export function Page() {
  useTitle('My day')
  const me = useMe()
  const width = useFrameWidth()
  const { locale = 'en-GB', zone } = use(ReaderContext)
  const now = useNow(60_000)
  const wanted = useDayCount()
  const open = useMyOpen()
  const counts = useQuery(countsQuery).data
  const empty = wanted === 0 && open.state === 'there' && open.rows.length === 0
  const noMailbox = useNoMailbox(empty && counts !== undefined && counts.all + counts.closed === 0)
  const step = (by: 1 | -1) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')]
    rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement as HTMLElement) + by))]?.focus()
  }
  useActs('My day', [{ id: 'next', label: 'Next', keys: 'j', keyOnly: true, run: () => step(1) }, { id: 'previous', label: 'Previous', keys: 'k', keyOnly: true, run: () => step(-1) }])
  return (
    <PageBody
      title={<span className="flex items-center gap-1">{(width === 'phone' || width === 'narrow') && <IconButton icon={MenuSign} label="Views" onClick={openViews} className="-ml-2" />}My day</span>}
      lead={<>{new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone }).format(now)}{wanted > 0 && <> · {wanted === 1 ? 'one thing wants' : `${wanted} things want`} you</>}</>}
    >
      <Suspense fallback={<SkeletonRows rows={5} label="Loading your day" />}>
      {daySections.map(({ id, Rows }) => <div key={id} id={id} className="scroll-mt-6"><Rows /></div>)}
      {open.state === 'loading' && <SkeletonRows rows={5} label="Loading your day" />}
      <NextTickets />
      </Suspense>
      {empty && <div className="in-[:has([data-wants])]:hidden">{noMailbox ? <NoMailbox admin={me.role === 'admin'} /> : (
        <EmptyState icon={Sun} action={(counts?.myTeams ?? 0) > 0 && <Link to="/queue" className="text-link underline">{counts!.myTeams === 1 ? 'One ticket waits' : `${counts!.myTeams} tickets wait`} in the queues of your teams</Link>}>
          Nothing wants you right now. What is handed to you, asked of you or promised by you appears here.
        </EmptyState>
      )}</div>}
    </PageBody>
  )
}
