import { Inbox } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { TicketRow } from './ticket-row.tsx'
import { prefetchTicket } from './ticket-queries.ts'
import type { List } from './use-list.ts'
import type { Row } from './tickets-call.ts'

export type TicketListProps = {
  label: string
  list: List
  /** The list keeps its scroll place under this name. */
  place: string
  /** Number of the ticket that is open. */
  open: number | null
  /** By moving through the list with the keys, or by choosing one. */
  onOpen: (row: Row, by: 'moving' | 'choosing') => void
  selected: ReadonlySet<string>
  onSelect: (next: ReadonlySet<string>) => void
  /** What is said when there is nothing. */
  empty: string
  emptyAction?: ReactNode
  /** … or what stands there instead. */
  emptyInstead?: ReactNode
}

/** A list of tickets of any length: what is seen is drawn, what comes next is fetched, what is hovered is opened before it is clicked. */
export function TicketList({ label, list, place, open, onOpen, selected, onSelect, empty, emptyAction, emptyInstead }: TicketListProps) {
  const { rows } = list
  const at = open === null ? -1 : rows.findIndex((row) => row.number === open)
  // When the open ticket leaves the list, the keys go on from where it stood.
  const stood = useRef(0)
  useEffect(() => { if (at >= 0) stood.current = at }, [at])
  const anchor = useRef<number | null>(null)
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    anchor.current = rows.findIndex((row) => row.id === id)
    onSelect(next)
  }
  const range = (to: number) => {
    const from = anchor.current ?? Math.max(0, at)
    onSelect(new Set([...selected, ...rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id)]))
  }
  if (list.state === 'loading') return <SkeletonRows rows={10} label={`Loading ${label}`} />
  if (list.state === 'failed') return <ErrorState what={wordsFor(list.error)} onRetry={list.again} />
  if (rows.length === 0 && !list.loadingMore) return emptyInstead ?? <EmptyState icon={Inbox} action={emptyAction}>{empty}</EmptyState>
  return (
    <VirtualList
      label={label} count={rows.length} keyOf={(index) => rows[index]!.id} rowHeight={60} pageKeys place={place}
      active={at} resume={Math.min(stood.current, rows.length - 1)} onActive={(index, by) => by === 'keys' && rows[index] && onOpen(rows[index], 'moving')} onOpen={(index) => rows[index] && onOpen(rows[index], 'choosing')}
      selected={selected} onToggle={toggle} onRange={range}
      onPrefetch={(index) => rows[index] && prefetchTicket(rows[index])} onEnd={list.more}
      loadingMore={list.moreFailed ? <div className="p-3 text-center"><Button onClick={list.more}>Load more</Button></div> : list.loadingMore ? <SkeletonRows rows={3} label="Loading more" /> : null}
      row={(index, state) => <TicketRow row={rows[index]!} {...state} />}
    />
  )
}
