import { Link } from '@tanstack/react-router'
import { ArrowRightLeft, CircleCheckBig, Hand, Handshake, MessageCircleQuestion, Phone, Stamp, StickyNote, TrendingUp, UserRoundCheck, type LucideIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { handOff } from '../../handoffs/web/dialog-state.ts'
import { ProgressCell } from '../../handoffs/web/progress-cell.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { BinActs, type ActsProps, type Working } from './bin-acts.tsx'
import type { Bin, Item, Leave } from './leave.ts'

const WaitDialog = lazy(() => import('../../tickets/web/wait-dialog.tsx'))
const MoveDialog = lazy(() => import('../../promises/web/move-dialog.tsx'))
const PassChooser = lazy(() => import('../../notes/web/pass-chooser.tsx'))

const signs: Readonly<Record<Item['kind'], LucideIcon>> = {
  cover: UserRoundCheck, claim: Hand, ticket: ArrowRightLeft, offered: ArrowRightLeft, note: StickyNote, promise: Handshake, callback: Phone, ask: MessageCircleQuestion, escalation: TrendingUp, approval: Stamp, handoff: ArrowRightLeft, calls: Phone,
}

const parts: readonly { readonly title: string; readonly kinds: readonly Item['kind'][] }[] = [
  { title: 'Tickets', kinds: ['claim', 'ticket', 'offered', 'note'] }, { title: 'Promises and callbacks', kinds: ['promise', 'callback'] }, { title: 'Waiting for an answer', kinds: ['ask', 'escalation', 'approval', 'handoff'] }, { title: 'While away', kinds: ['cover', 'calls'] },
]

/** All that has to be clear, worked off where it stands; what is clear stays below, so that nobody wonders. */
export function BinList({ bin, leave, coverId, onCover }: { bin: Bin; leave?: Leave | undefined; coverId?: string | null | undefined; onCover?: (() => void) | undefined }) {
  const { face } = useDirectory()
  const [working, setWorking] = useState<Working>(null)
  const [open, setOpen] = useState(false)
  const cover = coverId ? firstName(face(coverId).name) : null
  const left = bin.items.filter((one) => !one.clear)
  const clear = bin.items.filter((one) => one.clear)
  const groups = parts.map(({ title, kinds }) => ({ title, items: left.filter((one) => kinds.includes(one.kind)) })).filter(({ items }) => items.length > 0)
  const tickets = left.filter((one) => one.kind === 'ticket' && one.ticket)
  const hand = (items: readonly Item[]) => handOff(items.flatMap((one) => one.ticket ?? []), undefined, coverId ? { to: { personId: coverId }, name: cover!, words: `They move as soon as ${cover} accepts them. Choose somebody else where that is better.`, reason: 'leave' } : undefined)
  const row = (one: Item) => <Row key={one.id} one={one} leave={leave} coverId={coverId ?? null} onCover={onCover} onWork={setWorking} onHand={() => hand([one])} />
  return (
    <div>
      <h3 className="mb-2 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 text-ui font-semibold">
        {left.length === 0 ? <span className="flex items-center gap-1.5 text-good"><CircleCheckBig aria-hidden size={15} />Everything is clear</span> : <span role="status">{left.length === 1 ? 'One thing is' : `${left.length} things are`} not clear yet</span>}
        {tickets.length > 1 && <Button size="small" icon={ArrowRightLeft} className="ml-auto" onClick={() => hand(tickets)}>Hand off all {tickets.length}{cover ? ` to ${cover}` : ''}</Button>}
      </h3>
      {groups.map(({ title, items }) => (
        <section key={title} aria-label={title} className="mb-4 last:mb-0">
          {groups.length > 1 && <h4 className="mb-1 text-meta font-medium text-muted">{title}<span className="ml-1.5 tabular-nums">{items.length}</span></h4>}
          <ul className="border-y border-line">{items.map(row)}</ul>
        </section>
      ))}
      {clear.length > 0 && (
        <>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="mt-3 min-h-7 text-meta text-muted hover:text-ink">{open ? 'Hide' : 'Show'} {clear.length === 1 ? 'one thing that is clear' : `${clear.length} things that are clear`}</button>
          {open && <ul aria-label="Clear" className="mt-1 border-y border-line">{clear.map(row)}</ul>}
        </>
      )}
      <Suspense fallback={null}>
        {working?.kind === 'wait' && <WaitDialog rows={[working.item.ticket!]} onDone={() => setWorking(null)} />}
        {working?.kind === 'move' && <MoveDialog one={working.one} onDone={() => setWorking(null)} />}
        {working?.kind === 'pass' && <PassChooser one={working.one} onDone={() => setWorking(null)} />}
      </Suspense>
    </div>
  )
}

function Row(props: ActsProps) {
  const { one } = props
  const Sign = one.clear ? CircleCheckBig : signs[one.kind]
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1.5 border-b border-line py-2.5 last:border-b-0">
      <Sign aria-hidden size={15} strokeWidth={1.75} className={one.clear ? 'mt-0.5 shrink-0 text-good' : 'mt-0.5 shrink-0 text-time'} />
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate text-ui font-medium max-sm:line-clamp-2 max-sm:whitespace-normal" title={one.title}>{one.ticket ? <Link to="/tickets/$number" params={{ number: String(one.ticket.number) }} preload={false} className="hover:underline">{one.title}</Link> : one.title}</p>
        <p className="text-meta text-muted">{one.words}{one.dueAt && <> · {one.ticket?.wakeAt === one.dueAt ? 'wakes' : 'due'} <Time at={one.dueAt} /></>}</p>
        {one.kind === 'note' && one.ticket && one.progress && (
          <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
            {(['validation', 'next'] as const).map((field) => <div key={field}><p className="text-meta text-muted">{field === 'next' ? 'Next step' : 'Checked so far'}</p><ProgressCell line={{ ticket: one.ticket!, progress: one.progress! }} field={field} may /></div>)}
          </div>
        )}
      </div>
      {!one.clear && <span className="flex shrink-0 flex-wrap items-center gap-1 max-sm:basis-full max-sm:pl-[27px]"><BinActs {...props} /></span>}
    </li>
  )
}
