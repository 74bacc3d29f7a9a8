import { Link } from '@tanstack/react-router'
import { ArrowRightLeft, CircleCheckBig, Clock, Handshake, MessageCircleQuestion, Phone, Stamp, StickyNote, TrendingUp, UserRoundCheck, type LucideIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { handOff, openDialog } from '../../handoffs/web/dialog-state.ts'
import { accept } from '../../handoffs/web/handoff-verbs.ts'
import { handoffQuery } from '../../handoffs/web/handoffs.ts'
import { ProgressCell } from '../../handoffs/web/progress-cell.tsx'
import { pass as passAsk, ticketAsksQuery, type Ask } from '../../notes/web/asks.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { pass as passPromise, ticketPromisesQuery, type Promised } from '../../promises/web/promises.ts'
import { divert, set, type Bin, type Item, type Leave } from './leave.ts'

const WaitDialog = lazy(() => import('../../tickets/web/wait-dialog.tsx'))
const MoveDialog = lazy(() => import('../../promises/web/move-dialog.tsx'))
const PassChooser = lazy(() => import('../../notes/web/pass-chooser.tsx'))
type Working = { readonly kind: 'wait'; readonly item: Item } | { readonly kind: 'move'; readonly one: Promised } | { readonly kind: 'pass'; readonly one: Ask } | null

const signs: Readonly<Record<Item['kind'], LucideIcon>> = {
  cover: UserRoundCheck, ticket: ArrowRightLeft, offered: ArrowRightLeft, note: StickyNote, promise: Handshake, callback: Phone, ask: MessageCircleQuestion, escalation: TrendingUp, approval: Stamp, handoff: ArrowRightLeft, calls: Phone,
}

/** All that has to be clear, worked off where it stands; what is clear stays below, so that nobody wonders. */
export function BinList({ bin, leave, coverId, onCover }: { bin: Bin; leave?: Leave | undefined; coverId?: string | null | undefined; onCover?: (() => void) | undefined }) {
  const { face } = useDirectory()
  const [working, setWorking] = useState<Working>(null)
  const [open, setOpen] = useState(false)
  const cover = coverId ? firstName(face(coverId).name) : null
  const left = bin.items.filter((one) => !one.clear)
  const clear = bin.items.filter((one) => one.clear)
  const tickets = left.filter((one) => one.kind === 'ticket' && one.ticket)
  const hand = (items: readonly Item[]) => handOff(items.flatMap((one) => one.ticket ?? []), undefined, coverId ? { to: { personId: coverId }, name: cover!, words: `They move as soon as ${cover} accepts them. Choose somebody else where that is better.`, reason: 'leave' } : undefined)
  return (
    <div>
      <h3 className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-ui font-semibold">
        {left.length === 0 ? <span className="flex items-center gap-1.5 text-good"><CircleCheckBig aria-hidden size={15} />Everything is clear</span> : <span role="status">{left.length === 1 ? 'One thing is' : `${left.length} things are`} not clear yet</span>}
        {tickets.length > 1 && <Button size="small" icon={ArrowRightLeft} className="ml-auto" onClick={() => hand(tickets)}>Hand off all {tickets.length}{cover ? ` to ${cover}` : ''}</Button>}
      </h3>
      {left.length > 0 && <ul aria-label="Not clear yet" className="border-y border-line">{left.map((one) => <Row key={one.id} one={one} leave={leave} coverId={coverId ?? null} onCover={onCover} onWork={setWorking} onHand={() => hand([one])} />)}</ul>}
      {clear.length > 0 && (
        <>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="mt-3 min-h-7 text-meta text-muted hover:text-ink">{open ? 'Hide' : 'Show'} {clear.length === 1 ? 'one thing that is clear' : `${clear.length} things that are clear`}</button>
          {open && <ul aria-label="Clear" className="mt-1 border-y border-line">{clear.map((one) => <Row key={one.id} one={one} leave={leave} coverId={coverId ?? null} onWork={setWorking} onHand={() => undefined} />)}</ul>}
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

interface RowProps { readonly one: Item; readonly leave: Leave | undefined; readonly coverId: string | null; readonly onCover?: (() => void) | undefined; readonly onWork: (what: Working) => void; readonly onHand: () => void }

function Row({ one, leave, coverId, onCover, onWork, onHand }: RowProps) {
  const Sign = one.clear ? CircleCheckBig : signs[one.kind]
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-b-0">
      <Sign aria-hidden size={15} strokeWidth={1.75} className={one.clear ? 'shrink-0 text-good' : 'shrink-0 text-time'} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="truncate text-ui font-medium">{one.ticket ? <Link to="/tickets/$number" params={{ number: String(one.ticket.number) }} preload={false} className="hover:underline">{one.title}</Link> : one.title}</p>
        <p className="text-meta text-muted">{one.words}{one.dueAt && <> · {one.ticket?.wakeAt === one.dueAt ? 'wakes' : 'due'} <Time at={one.dueAt} /></>}</p>
        {one.kind === 'note' && one.ticket && one.progress && (
          <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
            {(['validation', 'next'] as const).map((field) => <div key={field}><p className="text-meta text-muted">{field === 'next' ? 'Next step' : 'Checked so far'}</p><ProgressCell line={{ ticket: one.ticket!, progress: one.progress! }} field={field} may /></div>)}
          </div>
        )}
      </div>
      {!one.clear && <span className="flex shrink-0 flex-wrap items-center gap-1"><Acts one={one} leave={leave} coverId={coverId} onCover={onCover} onWork={onWork} onHand={onHand} /></span>}
    </li>
  )
}

/** What clears it, by the dialogs that are there for it; the rest is done on the ticket. */
function Acts({ one, leave, coverId, onCover, onWork, onHand }: RowProps) {
  const { face } = useDirectory()
  const cover = coverId ? firstName(face(coverId).name) : null
  const ticketId = one.ticket?.id
  const found = async <T extends { id: string }>(read: () => Promise<readonly T[]>, then: (it: T) => void) => {
    try {
      const it = (await read()).find((other) => other.id === one.refId)
      if (it) then(it)
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
  }
  const promise = (then: (it: Promised) => void) => void found(() => cache.fetchQuery({ ...ticketPromisesQuery(ticketId!), staleTime: 0 }), then)
  const asked = (then: (it: Ask) => void) => void found(() => cache.fetchQuery({ ...ticketAsksQuery(ticketId!), staleTime: 0 }), then)
  const small = { size: 'small' as const, variant: 'ghost' as const }
  if (one.kind === 'cover') return onCover ? <Button size="small" onClick={onCover}>Choose</Button> : null
  if (one.kind === 'calls') return leave ? <>{cover && <Button size="small" onClick={() => void divert(leave, cover)}>Send them to {cover}</Button>}<Button {...small} onClick={() => void set(leave, { noCalls: true })}>Nobody calls</Button></> : null
  if (!one.ticket || !ticketId) return one.kind === 'approval' ? <Link to="/approvals" preload={false} className="text-ui text-link underline">Decide</Link> : null
  switch (one.kind) {
    case 'ticket': return <><Button size="small" icon={ArrowRightLeft} onClick={onHand}>Hand off</Button>{leave && <Button {...small} icon={Clock} onClick={() => onWork({ kind: 'wait', item: one })}>Let it wait</Button>}</>
    case 'promise': case 'callback': return <>{cover && <Button size="small" onClick={() => promise((it) => void passPromise(it, coverId!, cover))}>Pass to {cover}</Button>}<Button {...small} onClick={() => promise((it) => onWork({ kind: 'move', one: it }))}>Another time</Button></>
    case 'ask': return <>{cover && <Button size="small" onClick={() => asked((it) => void passAsk(it, { kind: 'person', id: coverId! }, cover))}>Pass to {cover}</Button>}<Button {...small} onClick={() => asked((it) => onWork({ kind: 'pass', one: it }))}>Pass on</Button></>
    case 'handoff': return <><Button size="small" onClick={() => void accept({ id: one.refId!, ticketId }, one.ticket!.number)}>Accept</Button><Button {...small} onClick={() => void cache.fetchQuery(handoffQuery(one.refId!)).then((handoff) => openDialog({ kind: 'decline', handoff }))}>Decline</Button></>
    default: return <Link to="/tickets/$number" params={{ number: String(one.ticket.number) }} preload={false} className="text-ui text-link underline">Open the ticket</Link>
  }
}
