import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { wordsFor, room } from '../../../core/web/call.ts'
import { useListedActs } from '../../../ui/acts.ts'
import { Button } from '../../../ui/button.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { pendingQuery } from '../../approvals/web/approvals.ts'
import { approveNow, decideWithWords, passOn, withdraw as takeBack } from '../../approvals/web/deciding.ts'
import { openDialog } from '../../escalations/web/dialog-state.ts'
import { ofTicketQuery } from '../../escalations/web/escalations.ts'
import { actsOn } from '../../escalations/web/use-escalation-acts.ts'
import { openLook } from '../../looks/web/look-state.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { fulfil, ticketPromisesQuery, withdraw } from '../../promises/web/promises.ts'
import type { subtasks } from '../../subtasks/contract.ts'
import type { Row } from '../../tickets/web/tickets-call.ts'
import { firstName } from '../../../ui/presence.ts'
import { readChecklist, type Need } from './closings.ts'

const MoveDialog = lazy(() => import('../../promises/web/move-dialog.tsx'))
const callSubtasks = room<typeof subtasks>()

interface Props { readonly need: Need; readonly row: Row; /** Closes the list, for what is done elsewhere. */ readonly onLeave: () => void }

/** One open thing: what it is, and the acts that settle it where one stands. */
export function Settling(props: Props) {
  switch (props.need.kind) {
    case 'promise': return <PromiseNeed {...props} />
    case 'subtask': return <SubtaskNeed {...props} />
    case 'approval': return <ApprovalNeed {...props} />
    case 'escalation': case 'must-escalate': return <EscalationNeed {...props} />
    case 'look': return <LookNeed {...props} />
    default: return <OtherNeed {...props} />
  }
}

const Line = ({ words, detail, children }: { words: ReactNode; detail?: ReactNode; children?: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
    <p className="min-w-0 flex-1 basis-48 break-words">{words}{detail && <span className="block text-meta text-muted">{detail}</span>}</p>
    {children && <span className="flex flex-wrap items-center gap-1">{children}</span>}
  </div>
)

function PromiseNeed({ need, row }: Props) {
  const me = useMe()
  const { face } = useDirectory()
  const one = useQuery(ticketPromisesQuery(row.id)).data?.find((promise) => promise.id === need.id)
  const [moving, setMoving] = useState(false)
  const { dueAt, ownerId } = need.data as { dueAt: string; ownerId: string }
  const settle = (act: Promise<boolean>) => void act.then(() => readChecklist(row.id))
  return (
    <>
      <Line words={need.words} detail={<>Promised until <Time at={dueAt} />, {ownerId === me.id ? 'yours' : `${firstName(face(ownerId).name)} sees to it`}{!need.required && '; moved, and the customer was told'}</>}>
        {one && (
          <>
            <Button size="small" onClick={() => settle(fulfil(one))}>Kept</Button>
            <Button size="small" variant="ghost" onClick={() => setMoving(true)}>Another time</Button>
            <Button size="small" variant="ghost" onClick={() => settle(withdraw(one.id, 'It was no promise'))}>It was none</Button>
          </>
        )}
      </Line>
      {moving && one && <Suspense fallback={null}><MoveDialog one={one} onDone={() => { setMoving(false); readChecklist(row.id) }} /></Suspense>}
    </>
  )
}

function SubtaskNeed({ need, row }: Props) {
  const [why, setWhy] = useState<string | null>(null)
  const act = async (send: () => Promise<unknown>) => {
    try { await send() } catch (error) { toasts.show({ text: wordsFor(error), tone: 'bad' }) }
    readChecklist(row.id)
  }
  const waive = () => { if (why !== null && why.trim().length >= 3) void act(() => callSubtasks('POST /subtasks/:id/waive', { params: { id: need.id }, body: { reason: why.trim() } })) }
  return (
    <>
      <Line words={need.words} detail={need.required ? 'Required' : 'Advised'}>
        <Button size="small" onClick={() => void act(() => callSubtasks('POST /subtasks/:id/tick', { params: { id: need.id } }))}>Done</Button>
        {need.required && why === null && <Button size="small" variant="ghost" onClick={() => setWhy('')}>Need not be done</Button>}
      </Line>
      {why !== null && (
        <form className="mt-1.5 flex items-center gap-2" onSubmit={(event) => { event.preventDefault(); waive() }}>
          <TextInput autoFocus aria-label={`Why ${need.words} need not be done`} placeholder="Why it need not be done" value={why} onChange={setWhy} maxLength={300} className="flex-1" />
          <Button size="small" type="submit" disabledReason={why.trim().length < 3 && 'Say why, in a few words'}>Waive</Button>
        </form>
      )}
    </>
  )
}

function ApprovalNeed({ need, row }: Props) {
  const { face } = useDirectory()
  const me = useMe()
  const one = useQuery(pendingQuery(row.id)).data?.find((request) => request.id === need.id)
  const { requesterId, askedIds } = need.data as { requesterId: string; askedIds: string[] }
  const read = () => readChecklist(row.id)
  return (
    <Line words={need.words} detail={`${requesterId === me.id ? 'You asked' : `${firstName(face(requesterId).name)} asked`}; waits for ${askedIds.map((id) => (id === me.id ? 'you' : firstName(face(id).name))).join(', ') || 'a lead'}`}>
      {one?.may.decide && <><Button size="small" onClick={() => approveNow([one], read)}>Approve</Button><Button size="small" variant="ghost" onClick={() => decideWithWords([one], false, read)}>Refuse</Button></>}
      {one?.may.passOn && <Button size="small" variant="ghost" onClick={() => void passOn(one).then(read)}>Pass on</Button>}
      {one?.may.withdraw && <Button size="small" variant="ghost" onClick={() => void takeBack(one).then(read)}>Take back</Button>}
    </Line>
  )
}

function EscalationNeed({ need, row }: Props) {
  const me = useMe()
  const one = useQuery(ofTicketQuery(row.id)).data?.find((escalation) => escalation.id === need.id)
  const [main] = one ? actsOn(one, me.id) : []
  const { mayOverride } = need.data as { mayOverride: boolean }
  return (
    <Line words={need.words} detail={need.kind === 'escalation' ? 'Closed once it was answered and the customer told' : undefined}>
      {main && <Button size="small" onClick={main.run}>{main.label}</Button>}
      {need.kind === 'must-escalate' && <Button size="small" onClick={() => openDialog({ kind: 'raise', ticketId: row.id, number: row.number, subject: row.subject, customer: row.customerName, teamId: row.teamId })}>Escalate</Button>}
      {mayOverride && <Button size="small" variant="ghost" onClick={() => openDialog({ kind: 'override', ticketId: row.id, number: row.number })}>{need.kind === 'escalation' ? 'End it with a reason' : 'Let it pass with a reason'}</Button>}
    </Line>
  )
}

function LookNeed({ need, row }: Props) {
  const me = useMe()
  const mine = (need.data as { authorId: string }).authorId === me.id
  return <Line words={need.words}><Button size="small" onClick={() => openLook({ id: need.id, ticketId: row.id })}>{mine ? 'Read it' : 'Look at it'}</Button></Line>
}

/** What other rooms bring: settled by their act of that name, which is offered where the ticket is open. */
function OtherNeed({ need, row, onLeave }: Props) {
  const here = useLocation().pathname.split('/').at(-1) === String(row.number)
  const listed = useListedActs()
  const acts = here ? listed.flatMap((group) => group.acts) : []
  const act = acts.find((one) => one.id === need.act) ?? (need.kind === 'attempts' ? acts.find((one) => one.id === 'log-call') : undefined)
  const nextAt = need.kind === 'attempts' ? (need.data as { done: { nextAt: string | null } }).done.nextAt : null
  return <Line words={need.words} detail={nextAt && <>From <Time at={nextAt} /> on another attempt is another occasion</>}>{act ? <Button size="small" onClick={() => { onLeave(); act.run() }}>{act.label}</Button> : !here && <Link to="/tickets/$number" params={{ number: String(row.number) }} preload={false} onClick={onLeave} className="text-own hover:underline">Open the ticket</Link>}</Line>
}
