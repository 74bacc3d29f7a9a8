import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BellRing, CheckCheck, Inbox, Settings2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { askBrowser, browserState } from './browser-notices.ts'
import { saying } from '../rules.ts'
import { MatterActs } from './matter-acts.tsx'
import { WentBackActs } from './went-back-acts.tsx'
import { centreQuery, markRead, placeOf, type Notification } from './notifications.ts'

type Which = 'unread' | 'all'

/** What one should know of, newest first; a press lands on the entry and counts as reading. */
export default function Centre({ onDone }: { onDone: () => void }) {
  const [which, setWhich] = useState<Which>('all')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(centreQuery(which === 'unread'))
  const queries = useQueryClient()
  // What was read meanwhile leaves the list of the unread when it is opened anew, not under one's hand.
  useEffect(() => () => queries.removeQueries({ queryKey: centreQuery(true).queryKey }), [queries])
  const all = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="flex max-h-[min(640px,80dvh)] flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="flex-1 text-ui font-semibold">Notifications</h2>
        <RadioGroup<Which> asBar label="Which" value={which} onChange={setWhich} options={[{ id: 'all', label: 'All' }, { id: 'unread', label: 'Unread' }]} />
        <IconButton icon={CheckCheck} label="Mark all as read" onClick={() => void markRead({ all: true })} />
        <Link to="/settings/notifications" onClick={onDone} aria-label="How you are told" data-tip="How you are told" className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-sm:size-10"><Settings2 aria-hidden size={16} strokeWidth={1.75} /></Link>
      </header>
      <AskBrowser />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} /> : !data ? <SkeletonRows rows={5} label="Loading notifications" />
          : all.length === 0 ? <EmptyState icon={Inbox}>{which === 'unread' ? 'Everything is read.' : 'What asks for you and what becomes yours appears here: mentions, answers, handoffs, swaps, leave.'}</EmptyState>
          : <ul>{all.map((one) => <Line key={one.id} one={one} onDone={onDone} />)}</ul>}
        {hasNextPage && <div className="p-2 text-center"><Button size="small" variant="ghost" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>Show earlier ones</Button></div>}
      </div>
    </div>
  )
}

function Line({ one, onDone }: { one: Notification; onDone: () => void }) {
  const { face } = useDirectory()
  const unread = one.readAt === null
  const who = one.actor.kind === 'person' && one.actor.id ? face(one.actor.id) : { id: one.actor.id ?? one.actor.name, name: one.actor.name }
  const open = () => {
    if (unread) void markRead({ ids: [one.id] })
    onDone()
  }
  return (
    <li className="border-b border-line hover:bg-hover">
      <Link {...placeOf(one.path)} onClick={open} className={classNames('relative flex gap-3 px-4 py-2.5 focus-visible:-outline-offset-2', !unread && 'text-muted')}>
        {unread && <span className="absolute top-[22px] left-[5px] size-[6px] rounded-full bg-focus"><span className="sr-only">Unread</span></span>}
        <Avatar person={who} size={24} decorative className="mt-0.5" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2 text-ui"><span className={classNames('min-w-0 flex-1', one.ticket ? 'truncate' : 'line-clamp-2', unread ? 'font-medium text-ink' : '')}>{saying[one.kind](firstName(who.name))}{one.for && ` · for ${firstName(one.for.name)}, who is away`}</span><Time at={one.at} as="ago" /></span>
          {one.ticket && <span className="block truncate text-meta text-muted"><span className="tabular-nums">#{one.ticket.number}</span> {one.ticket.subject}</span>}
          {one.words && <span className={classNames('line-clamp-2', one.ticket ? 'mt-0.5 text-ui' : 'text-meta', one.kind === 'mention' || one.kind === 'note' ? 'border-l-2 border-note-fold pl-2' : '', unread && one.ticket ? 'text-soft-ink' : 'text-muted')}>{one.words}</span>}
        </span>
      </Link>
      {one.matter && <MatterActs matter={one.matter} onAct={open} />}
      {one.kind === 'went-back' && unread && one.ticket && <WentBackActs number={one.ticket.number} onTaken={open} />}
    </li>
  )
}

/** Asks once, quietly, whether the browser may speak up; only a click brings the browser's own question. */
function AskBrowser() {
  const [state, setState] = useState(browserState)
  const [away, setAway] = useState(() => localStorage.getItem('baton.browser-asked') === 'no')
  if (state !== 'ask' || away) return null
  const later = () => { localStorage.setItem('baton.browser-asked', 'no'); setAway(true) }
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-ground px-4 py-2 text-ui">
      <BellRing aria-hidden size={15} className="shrink-0 text-muted" />
      <p className="min-w-40 flex-1 text-muted">Be told by the browser too, while you are in another window.</p>
      <Button size="small" onClick={() => void askBrowser().then(setState)}>Allow</Button>
      <Button size="small" variant="ghost" onClick={later}>Not now</Button>
    </div>
  )
}
