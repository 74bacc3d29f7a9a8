import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { use, useState } from 'react'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { useNow } from '../../../ui/now.ts'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { TaskRow } from '../../../ui/task-row.tsx'
import { ReaderContext, Time } from '../../../ui/time.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { statusOf, waitClock } from '../../tickets/web/ticket-words.ts'
import type { StartOfShift } from './handovers.ts'

type Kind = keyof StartOfShift['happened']
const kinds: readonly { readonly id: Kind; readonly one: string; readonly many: string; readonly view?: string; readonly order: 'updated' | 'newest' }[] = [
  { id: 'replies', one: 'reply on my tickets', many: 'replies on my tickets', view: 'mine', order: 'updated' }, { id: 'mentions', one: 'question for me', many: 'questions for me', order: 'updated' },
  { id: 'queue', one: 'new in the queue', many: 'new in the queue', view: 'my-teams', order: 'newest' }, { id: 'closed', one: 'closed', many: 'closed', view: 'closed', order: 'updated' },
]

/** What happened since I left, in four figures; each opens the tickets it counts. */
export function SinceYouLeft({ start }: { start: StartOfShift }) {
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  const [open, setOpen] = useState<Kind | null>(null)
  const chosen = kinds.find((kind) => kind.id === open)
  const shown = chosen && start.happened[chosen.id]
  const counted = ({ n, more }: StartOfShift['happened'][Kind]) => `${n.toLocaleString(reader.locale)}${more ? '+' : ''}`
  return (
    <section aria-label="Since you left" className="mb-7">
      <h2 className="mb-2 text-ui font-semibold text-ink">Since you left<span className="ml-2 text-meta font-normal text-muted">{shortTime(Date.parse(start.since), now, reader)}{start.sinceBy === 'signed' ? ', when you signed' : start.sinceBy === 'shift' ? ', the end of your last shift' : start.sinceBy === 'hours' ? ', when your team closed' : ''}</span></h2>
      <ul className="grid grid-cols-4 gap-px overflow-hidden rounded-lg border border-line bg-line max-sm:grid-cols-2">
        {kinds.map((kind) => {
          const { n } = start.happened[kind.id]
          const Sign = open === kind.id ? ChevronDown : ChevronRight
          return (
            <li key={kind.id} className="bg-paper">
              <button type="button" aria-expanded={open === kind.id} onClick={() => setOpen(open === kind.id ? null : kind.id)} className="flex min-h-16 w-full flex-col justify-center px-3 py-2 text-left hover:bg-hover aria-expanded:bg-hover">
                <span className={n === 0 ? 'text-title font-semibold text-muted tabular-nums' : 'text-title font-semibold text-ink tabular-nums'}>{counted(start.happened[kind.id])}</span>
                <span className="flex items-center gap-1 text-meta text-muted"><span className="truncate">{n === 1 ? kind.one : kind.many}</span><Sign aria-hidden size={12} className="shrink-0" /></span>
              </button>
            </li>
          )
        })}
      </ul>
      {chosen && shown && (
        <ul className="border-b border-line">
          {shown.tickets.length === 0 && <li className="px-2 py-3 text-ui text-muted">None since then.</li>}
          {shown.tickets.map((row) => {
            const clock = waitClock(row)
            return <TaskRow key={row.id} sign={<StatusDot status={statusOf(row)} />} title={`#${row.number} ${row.subject || 'No subject'}`} detail={<>{row.customerName || 'No customer'} · {row.snippet}</>} time={clock ? <ClockRing clock={clock} showText /> : <Time at={row.lastMessageAt} as="ago" />} link={<Link to="/tickets/$number" params={{ number: String(row.number) }} preload={false} />} />
          })}
          {chosen.view && shown.n > shown.tickets.length && <li className="px-2 py-2 text-ui"><Link to="/inbox/$view" params={{ view: chosen.view }} search={{ order: chosen.order }} className="text-link underline">All {counted(shown)} in the inbox, the newest first</Link></li>}
        </ul>
      )}
    </section>
  )
}
