import { useQuery } from '@tanstack/react-query'
import { MessageSquareReply, PencilLine, StickyNote, Trash2 } from 'lucide-react'
import { wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { useActs } from '../../../ui/acts.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { ListRow } from '../../../ui/list-row.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { discardDraft, type Mode } from './draft-keeper.ts'
import { draftsQuery, headQuery, prefetchTicket } from './ticket-queries.ts'
import type { Draft, Row } from './tickets-call.ts'

export type ListedDraft = Draft & { readonly ticket: Row }

/** What one began to write and did not send; opening one goes on where it stopped. Each can be discarded from here, and that taken back. */
export function DraftList({ open, mode, onOpen }: { /** The ticket that is open, and the draft one came for. */ open: number | null; mode: Mode | null; onOpen: (draft: ListedDraft) => void }) {
  const { data: drafts, error, refetch } = useQuery({ ...draftsQuery, refetchOnMount: 'always' })
  const at = open === null || !drafts ? -1 : placeOf(drafts, open, mode)
  const here = drafts?.[at]
  useActs('Drafts', here ? [{ id: 'discard-draft', label: 'Discard this draft', icon: Trash2, keys: 'x', run: () => void discard(here) }] : [])
  if (error && !drafts) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!drafts) return <SkeletonRows rows={4} label="Loading drafts" />
  if (drafts.length === 0) return <EmptyState icon={PencilLine}>What you begin to write and do not send appears here.</EmptyState>
  const go = (draft: ListedDraft) => {
    // It may have been written on in another browser since the ticket was read here.
    void cache.invalidateQueries({ queryKey: headQuery(draft.ticket.number).queryKey })
    onOpen(draft)
  }
  return (
    <VirtualList
      label="Drafts" count={drafts.length} keyOf={(index) => drafts[index]!.id} rowHeight={60} pageKeys place="inbox drafts"
      active={at}
      onActive={(index, by) => by === 'keys' && drafts[index] && go(drafts[index])} onOpen={(index) => drafts[index] && go(drafts[index])}
      onPrefetch={(index) => drafts[index] && prefetchTicket(drafts[index].ticket)}
      row={(index, { active }) => <DraftRow draft={drafts[index]!} active={active} />}
    />
  )
}

const placeOf = (drafts: readonly ListedDraft[], open: number, mode: Mode | null): number => drafts.findIndex((one) => one.ticket.number === open && (mode === null || one.mode === mode))

async function discard(draft: ListedDraft): Promise<void> {
  const undo = await discardDraft(draft)
  toasts.show({ text: 'Draft discarded', detail: draft.ticket.subject, undo })
}

function DraftRow({ draft, active }: { draft: ListedDraft; active: boolean }) {
  const note = draft.mode === 'note'
  const Sign = note ? StickyNote : MessageSquareReply
  const words = plainText(draft.html)
  return (
    <ListRow
      active={active}
      sign={<><Sign aria-hidden size={14} strokeWidth={1.75} className={note ? 'text-note' : 'text-muted'} /><span className="sr-only">{note ? 'Note on' : 'Reply on'}</span></>}
      title={draft.ticket.subject || 'No subject'}
      detail={<><span className="max-w-[50%] shrink-0 truncate text-soft-ink">{draft.ticket.customerName || `#${draft.ticket.number}`}</span><span className="truncate">{words || (draft.files.length === 1 ? '1 file' : `${draft.files.length} files`)}</span></>}
      time={<Time at={draft.at} as="ago" />}
      owner={<Discard draft={draft} />}
    />
  )
}

/** For the pointer; by keyboard it is x or the palette, as an option of a list holds no buttons. */
function Discard({ draft }: { draft: ListedDraft }) {
  return (
    <span
      aria-hidden data-tip="Discard" data-discard={draft.id} className="grid size-6 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
      onClick={(event) => { event.stopPropagation(); void discard(draft) }}
    >
      <Trash2 size={14} strokeWidth={1.75} />
    </span>
  )
}

const plainText = (html: string): string => (new DOMParser().parseFromString(html.slice(0, 4000), 'text/html').body.textContent ?? '').replace(/\s+/g, ' ').trim()
