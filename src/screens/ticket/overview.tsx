import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, ListChecks, Sparkles } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { cache } from '../../core/web/cache.ts'
import { keep, kept } from '../../core/web/kept.ts'
import { useStore } from '../../core/web/store.ts'
import { kindWords, shortest, summaryQuery } from '../../rooms/assist/web/summary.ts'
import { progress } from '../../rooms/subtasks/rules.ts'
import { adding, checklistQuery } from '../../rooms/subtasks/web/subtasks.ts'
import type { Head } from '../../rooms/tickets/web/tickets-call.ts'
import { useActs } from '../../ui/acts.ts'
import { useLater } from '../../ui/use-later.ts'
import { IconButton } from '../../ui/icon-button.tsx'

const SummaryLines = lazy(() => import('../../rooms/assist/web/summary-lines.tsx'))
const Checklist = lazy(() => import('../../rooms/subtasks/web/checklist.tsx'))

/** Which tickets were read up to which message: these open folded. The newest few hundred are remembered. */
const place = 'overview.read'
const remembered = 300
const readUpTo = (ticketId: string): string | null => kept<Record<string, string>>(place)?.[ticketId] ?? null
function setRead(ticketId: string, upTo: string | null): void {
  const { [ticketId]: _, ...others } = kept<Record<string, string>>(place) ?? {}
  const all = Object.entries(others).slice(1 - remembered)
  keep(place, Object.fromEntries(upTo ? [...all, [ticketId, upTo]] : all))
}
const small = () => matchMedia('(max-width: 639px)').matches
/** So long it stands open before it counts as read. */
const readMs = 4000

/** The first look at a ticket: what it is about and what is to be done, between the bars and the conversation. Folds to one line once read; something new opens it. */
export function Overview({ head }: { head: Head }) {
  const { id, lastMessageAt, mergedInto } = head.ticket
  const [open, setOpen] = useState(() => !small() && readUpTo(id) !== lastMessageAt)
  const asked = useStore(adding) === id
  const later = useLater(cache.getQueryData(summaryQuery(id).queryKey) !== undefined)
  const turn = (to: boolean) => { setOpen(to); setRead(id, to ? null : lastMessageAt); if (!to && asked) adding.set(null) }
  useEffect(() => { if (asked) setOpen(true) }, [asked])
  useEffect(() => {
    if (!open) return
    const timer = setTimeout(() => setRead(id, lastMessageAt), readMs)
    return () => clearTimeout(timer)
  }, [open, id, lastMessageAt])
  useActs('Ticket', [{ id: 'overview', label: open ? 'Fold the summary and sub-tasks' : 'Show the summary and sub-tasks', keys: '⇧b', words: ['summary', 'checklist', 'overview'], run: () => turn(!open) }], { enabled: !mergedInto })
  if (mergedInto) return null
  if (!open) return <Folded head={head} later={later} onOpen={() => turn(true)} />
  return (
    <div data-overview className="@container relative max-h-[min(30vh,232px)] min-h-[104px] shrink-0 overflow-y-auto border-b border-line bg-n-1 max-sm:max-h-[36vh]">
      <div className="mx-auto grid w-full max-w-[840px] gap-x-4 gap-y-2 py-2 pr-10 pl-4 @xl:grid-cols-[minmax(0,1fr)_minmax(0,236px)] @3xl:grid-cols-[minmax(0,1fr)_minmax(0,280px)]">
        {later && <Suspense fallback={null}><SummaryLines ticketId={id} customer={head.ticket.customerName} /></Suspense>}
        {later && <Suspense fallback={null}><Checklist head={head} /></Suspense>}
      </div>
      <IconButton icon={ChevronDown} size="small" label="Fold" shortcut="⇧b" side="left" aria-expanded onClick={() => turn(false)} className="absolute top-1.5 right-2" />
    </div>
  )
}

/** The one line that is left: what they said last, and how far the sub-tasks are. */
function Folded({ head, later, onOpen }: { head: Head; later: boolean; onOpen: () => void }) {
  const line = shortest(useQuery({ ...summaryQuery(head.ticket.id), enabled: later }).data)
  const { settled, all, required } = progress(useQuery({ ...checklistQuery(head.ticket.id), enabled: later }).data ?? [])
  return (
    <button type="button" data-overview aria-expanded={false} onClick={onOpen} data-tip="Show the summary and sub-tasks" data-tip-keys="⇧b" className="flex h-9 w-full shrink-0 items-center gap-2 border-b border-line bg-n-1 px-4 text-left text-ui text-soft-ink hover:bg-hover max-sm:h-11">
      <Sparkles aria-hidden size={13} strokeWidth={1.75} className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{line ? <><span className="text-muted">{kindWords[line.kind]} </span><bdi>{line.text}</bdi></> : <span className="text-muted">Summary and sub-tasks</span>}</span>
      {all > 0 && <span className="flex shrink-0 items-center gap-1 text-meta tabular-nums"><ListChecks aria-hidden size={14} strokeWidth={1.75} /><span>{settled} of {all}{required > 0 && <span className="text-time">, {required} required</span>}</span></span>}
      <ChevronRight aria-hidden size={14} className="shrink-0 text-muted" />
    </button>
  )
}
