import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useNow } from '../../../ui/now.ts'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { DayDivider } from '../../../ui/timeline/day-divider.tsx'
import { Timeline } from '../../../ui/timeline/timeline.tsx'
import { daysBetween } from '../../../ui/time-text.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { changeWords, type Speaker } from './change-words.tsx'
import { MessageEntry } from './message-entry.tsx'
import { timelineQuery } from './ticket-queries.ts'
import type { Entry, Head, Message } from './tickets-call.ts'
import { useThreadScroll } from './use-thread-scroll.ts'
import { useToldEntries } from './use-told-entries.ts'
import { WaitingWords } from './waiting-words.tsx'

/** How a higher room shows its entries: a note, later a call. Undefined: not its own. */
export type EntryView = (entry: Entry, fresh: boolean) => ReactNode | undefined

export type ThreadProps = {
  head: Head
  /** The entry to land on, from the address. */
  landOn: string | null
  views: readonly EntryView[]
  onReplyTo: (message: Message) => void
  onQuote: (message: Message, words?: string) => void
  onSplit: (message: Message) => void
  /** Above the conversation: pinned notes, a merged ticket, people to admit. */
  top?: ReactNode
}

/** Shown facts that are no line of their own: they change what stands elsewhere. */
export const hidden: ReadonlySet<string> = new Set(['tickets.following-changed', 'tickets.delivery-changed'])

/** The conversation, oldest above; it opens at its end or at the entry asked for, and reaches back as one scrolls up. */
export function Thread({ head, landOn, views, onReplyTo, onQuote, onSplit, top }: ThreadProps) {
  const query = useInfiniteQuery(timelineQuery(head.ticket.id, landOn ?? undefined))
  const entries = useMemo(() => shownEntries(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data])
  useToldEntries(entries, head)
  useReach(landOn, query, entries)
  const opened = useRef(Date.now())
  const scroll = useThreadScroll({ ticketId: head.ticket.id, landOn, ready: query.data !== undefined, first: entries[0]?.id ?? null, last: entries.at(-1)?.id ?? null, more: () => { if (query.hasNextPage && !query.isFetching) void query.fetchNextPage() } })
  return (
    <div className="relative min-h-0 flex-1">
      <div ref={scroll.frame} data-thread className="h-full overflow-y-auto overscroll-contain" tabIndex={-1}>
        <div ref={scroll.content}>
          {query.hasNextPage && <div ref={scroll.edge} className="flex h-10 items-center justify-center text-meta text-muted" role="status">{query.isFetchNextPageError ? <Button size="small" onClick={() => void query.fetchNextPage()}>Load earlier entries</Button> : 'Loading earlier entries'}</div>}
          {top}
          {query.isError && !query.data ? <ErrorState what={wordsFor(query.error)} onRetry={() => void query.refetch()} />
            : !query.data ? <ThreadSkeleton />
            : <Timeline><Entries entries={entries} head={head} views={views} since={opened.current} onReplyTo={onReplyTo} onQuote={onQuote} onSplit={onSplit} /></Timeline>}
          <WaitingWords ticketId={head.ticket.id} replies={!query.data} />
        </div>
      </div>
      {scroll.below && (
        <div className="absolute inset-x-0 bottom-3 flex justify-center">
          <Button size="small" icon={ArrowDown} onClick={scroll.toEnd} className="rounded-full! shadow-float">New below</Button>
        </div>
      )}
    </div>
  )
}

/** What is kept of a conversation may end before the entry to land on: it is read once more, back to there. */
function useReach(landOn: string | null, { data, hasNextPage, isFetching, refetch }: Pick<ReturnType<typeof useInfiniteQuery>, 'data' | 'hasNextPage' | 'isFetching' | 'refetch'>, entries: readonly Entry[]) {
  const reached = useRef<string | null>(null)
  useEffect(() => {
    if (!landOn || !data || isFetching || reached.current === landOn) return
    reached.current = landOn
    if (hasNextPage && !entries.some((entry) => entry.id === landOn)) void refetch()
  }, [landOn, data, hasNextPage, isFetching, refetch, entries])
}

/** Oldest first, without what is not for reading: cancelled replies, the fact of opening beside the first message. */
function shownEntries(newestFirst: readonly Entry[]): Entry[] {
  const told = (entry: Entry) => entry.name !== 'tickets.opened' || entry.actor.kind === 'person' || (entry.data as { splitFrom?: string }).splitFrom !== undefined
  return newestFirst.filter((entry) => !hidden.has(entry.name) && entry.message?.delivery !== 'cancelled' && told(entry)).toReversed()
}

function Entries({ entries, head, views, since, onReplyTo, onQuote, onSplit }: Pick<ThreadProps, 'head' | 'views' | 'onReplyTo' | 'onQuote' | 'onSplit'> & { entries: readonly Entry[]; since: number }) {
  const me = useMe()
  const directory = useDirectory()
  const now = useNow(60_000)
  const by = { directory, me: me.id, customer: head.ticket.customerName, zone: me.zone, now }
  return entries.map((entry, at) => {
    const before = entries[at - 1]
    const newDay = !before || daysBetween(Date.parse(entry.at), Date.parse(before.at), me.zone) !== 0
    const fresh = Date.parse(entry.at) > since && entry.actor.id !== me.id
    return (
      <div key={entry.id} className="[contain-intrinsic-size:auto_120px]">
        {newDay && <DayDivider at={Date.parse(entry.at)} />}
        {entry.message
          ? <MessageEntry message={entry.message} entryId={entry.id} may={head.may} fresh={fresh} onReplyTo={onReplyTo} onQuote={onQuote} onSplit={onSplit} />
          : views.map((view) => view(entry, fresh)).find((shown) => shown !== undefined) ?? <Change entry={entry} by={by} fresh={fresh} />}
      </div>
    )
  })
}

function Change({ entry, by, fresh }: { entry: Entry; by: Speaker; fresh: boolean }) {
  const line = changeWords(entry, by)
  return line ? <div id={`entry-${entry.id}`}><ChangeLine icon={line.icon} tone={line.tone} at={entry.at} fresh={fresh}>{line.words}</ChangeLine></div> : null
}

function ThreadSkeleton() {
  return (
    <Timeline label="Loading the conversation">
      {[0, 1, 2].map((one) => (
        <div key={one} className="flex gap-3 py-3">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex flex-1 flex-col gap-2"><Skeleton className="h-3.5 w-40" /><Skeleton className="h-3.5 w-4/5" /><Skeleton className="h-3.5 w-3/5" /></div>
        </div>
      ))}
    </Timeline>
  )
}
