import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowRightLeft, Clock, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { callApprovals, type Approval } from '../../approvals/web/approvals.ts'
import { approveNow, decideWithWords, passOn } from '../../approvals/web/deciding.ts'
import { ofTicketQuery } from '../../escalations/web/escalations.ts'
import { actsOn } from '../../escalations/web/use-escalation-acts.ts'
import { openDialog } from '../../handoffs/web/dialog-state.ts'
import { accept } from '../../handoffs/web/handoff-verbs.ts'
import { handoffQuery } from '../../handoffs/web/handoffs.ts'
import { answerWith } from '../../notes/web/ask-marks.tsx'
import { pass as passAsk, ticketAsksQuery, type Ask } from '../../notes/web/asks.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { fulfil, pass as passPromise, ticketPromisesQuery, type Promised } from '../../promises/web/promises.ts'
import { giveBack, keep } from '../../queues/web/claim-verbs.ts'
import { claimOnQuery } from '../../queues/web/queues.ts'
import { askRelease } from '../../queues/web/release-state.ts'
import { divert, set, type Item, type Leave } from './leave.ts'

/** What somebody is about to do with one thing, in a dialog over the list. */
export type Working = { readonly kind: 'wait'; readonly item: Item } | { readonly kind: 'move'; readonly one: Promised } | { readonly kind: 'pass'; readonly one: Ask } | null
export interface ActsProps { readonly one: Item; readonly leave: Leave | undefined; readonly coverId: string | null; readonly onCover?: (() => void) | undefined; readonly onWork: (what: Working) => void; readonly onHand: () => void }

const small = { size: 'small' as const, variant: 'ghost' as const }

/** What was asked for is read as it stands now; it may have been settled meanwhile. */
async function found<T>(read: () => Promise<T | undefined>, then: (it: T) => void): Promise<void> {
  try {
    const it = await read()
    if (it !== undefined) return then(it)
    toasts.show({ text: 'This was settled meanwhile' })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
  void cache.invalidateQueries({ queryKey: ['leave'] })
}

/** What clears a thing, done where it stands. */
export function BinActs(props: ActsProps): ReactNode {
  const { one } = props
  switch (one.kind) {
    case 'cover': return props.onCover ? <Button size="small" onClick={props.onCover}>Choose</Button> : null
    case 'calls': return <Calls {...props} />
    case 'approval': return <Approving id={one.refId!} />
    default: return one.ticket ? <OnTicket {...props} ticket={one.ticket} /> : null
  }
}

const useCoverName = (coverId: string | null): string | null => {
  const { face } = useDirectory()
  return coverId ? firstName(face(coverId).name) : null
}

function Calls({ leave, coverId }: ActsProps) {
  const cover = useCoverName(coverId)
  if (!leave) return null
  return <>{cover && <Button size="small" onClick={() => void divert(leave, cover)}>Send them to {cover}</Button>}<Button {...small} onClick={() => void set(leave, { noCalls: true })}>Nobody calls</Button></>
}

function OnTicket({ one, ticket, leave, coverId, onWork, onHand }: ActsProps & { ticket: NonNullable<Item['ticket']> }) {
  const cover = useCoverName(coverId)
  const ofThese = <T extends { id: string }>(all: readonly T[]) => all.find((other) => other.id === one.refId)
  const promise = (then: (it: Promised) => void) => void found(async () => ofThese(await cache.fetchQuery({ ...ticketPromisesQuery(ticket.id), staleTime: 0 })), then)
  const asked = (then: (it: Ask) => void) => void found(async () => ofThese(await cache.fetchQuery({ ...ticketAsksQuery(ticket.id), staleTime: 0 })), then)
  switch (one.kind) {
    case 'ticket': return <><Button size="small" icon={ArrowRightLeft} onClick={onHand}>Hand off</Button>{leave && <Button {...small} icon={Clock} onClick={() => onWork({ kind: 'wait', item: one })}>Let it wait</Button>}</>
    case 'claim': return <Claimed id={one.refId!} ticket={ticket} mine={leave ? leave.personId : null} />
    case 'promise': case 'callback': return <>{cover && <Button size="small" onClick={() => promise((it) => void passPromise(it, coverId!, cover))}>Pass to {cover}</Button>}<Button {...small} onClick={() => promise((it) => onWork({ kind: 'move', one: it }))}>Another time</Button><Button {...small} onClick={() => promise((it) => void fulfil(it))}>Kept</Button></>
    case 'ask': return <Asking {...{ one, ticket, coverId, onWork, asked }} mine={leave?.personId} />
    case 'escalation': return <Escalated id={one.refId!} ticketId={ticket.id} />
    case 'handoff': return <><Button size="small" onClick={() => void accept({ id: one.refId!, ticketId: ticket.id }, ticket.number)}>Accept</Button><Button {...small} onClick={() => void found(() => cache.fetchQuery(handoffQuery(one.refId!)), (handoff) => openDialog({ kind: 'decline', handoff }))}>Decline</Button></>
    default: return null
  }
}

interface AskingProps { readonly one: Item; readonly ticket: NonNullable<Item['ticket']>; readonly coverId: string | null; readonly mine: string | undefined; readonly onWork: ActsProps['onWork']; readonly asked: (then: (it: Ask) => void) => void }
/** Answered by who was asked, with a note on the ticket; or passed on, not to who asks. */
function Asking({ one, ticket, coverId, mine, onWork, asked }: AskingProps) {
  const me = useMe()
  const navigate = useNavigate()
  const cover = useCoverName(coverId)
  const answer = (it: Ask) => { answerWith(it); void navigate({ to: '/tickets/$number', params: { number: String(ticket.number) }, hash: 'note' }) }
  return (
    <>
      {mine === me.id && <Button size="small" onClick={() => asked(answer)}>Answer</Button>}
      {cover && one.byId !== coverId && <Button size="small" variant={mine === me.id ? 'ghost' : 'secondary'} onClick={() => asked((it) => void passAsk(it, { kind: 'person', id: coverId! }, cover))}>Pass to {cover}</Button>}
      <Button {...small} onClick={() => asked((it) => onWork({ kind: 'pass', one: it }))}>Pass on</Button>
    </>
  )
}

/** Given back or kept by who works on it; released by who leads them. */
function Claimed({ id, ticket, mine }: { id: string; ticket: NonNullable<Item['ticket']>; mine: string | null }) {
  const me = useMe()
  if (mine === me.id) return <><Button size="small" icon={Undo2} onClick={() => void giveBack({ id, number: ticket.number })}>Give back</Button><Button {...small} onClick={() => void keep({ id, number: ticket.number })}>Keep it</Button></>
  return <Button size="small" icon={Undo2} onClick={() => void found(async () => (await cache.fetchQuery({ ...claimOnQuery(ticket.id), staleTime: 0 })) ?? undefined, askRelease)}>Release it</Button>
}

const wanted = ['escalation-acknowledge', 'escalation-answer', 'escalation-close', 'escalation-pass-on']
/** What may be done with an escalation is its own to say: taken on, answered, closed, passed on. */
function Escalated({ id, ticketId }: { id: string; ticketId: string }) {
  const me = useMe()
  const one = useQuery(ofTicketQuery(ticketId)).data?.find((other) => other.id === id)
  const acts = one ? actsOn(one, me.id).filter((act) => wanted.includes(act.id)) : []
  return acts.map((act, at) => <Button key={act.id} size="small" variant={at === 0 ? 'secondary' : 'ghost'} icon={act.icon} onClick={act.run}>{act.label}</Button>)
}

/** Decided here, or sent on to the next who may. */
function Approving({ id }: { id: string }) {
  const again = () => void cache.invalidateQueries({ queryKey: ['leave'] })
  const read = (then: (it: Approval) => void) => void found(() => callApprovals('GET /approvals/:id', { params: { id } }), then)
  return <><Button size="small" onClick={() => read((it) => approveNow([it], again))}>Approve</Button><Button {...small} onClick={() => read((it) => decideWithWords([it], false, again))}>Refuse</Button><Button {...small} onClick={() => read((it) => void passOn(it).then(again))}>Pass on</Button></>
}
