import { Ellipsis, Eye, PanelRight, Pencil, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { AvatarStack } from '../../../ui/avatar-stack.tsx'
import { Tag } from '../../../ui/badge.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { PageHead } from '../../../ui/frame/page-head.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { OwnerPill } from '../../../ui/owner-pill.tsx'
import { PriorityMark } from '../../../ui/priority-mark.tsx'
import { Time } from '../../../ui/time.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { choose } from './chooser-state.ts'
import { SubjectEdit } from './subject-edit.tsx'
import { DueRing } from './due-ring.tsx'
import { useOfferedTo } from './offers.ts'
import { dueFirst, statusOf, waitClock, waitingWords } from './ticket-words.ts'
import { toggleTag } from './ticket-verbs.ts'
import type { Head, Row } from './tickets-call.ts'
import { useOthersHere } from './use-writing.ts'
import type { TicketAct } from './use-ticket-acts.ts'

export type TicketHeadProps = { head: Head; acts: readonly TicketAct[]; onBack?: () => void; panelOpen: boolean; onPanel: () => void; customer: ReactNode }

/** What a ticket is: subject, number, who owns it, where it stands, what is next; and who else is here. */
export function TicketHead({ head, acts, onBack, panelOpen, onPanel, customer }: TicketHeadProps) {
  const { ticket, may } = head
  const menu = acts.filter((act) => act.id !== 'take').map((act) => ({ id: act.id, label: act.label, icon: act.icon, shortcut: act.keys, disabledReason: act.disabledReason, onSelect: act.run }))
  return (
    <>
      <PageHead onBack={onBack} title={<SubjectEdit key={ticket.id} row={ticket} mayChange={may.change} />} detail={<span className="shrink-0 tabular-nums">#{ticket.number}</span>}>
        <Faces ticketId={ticket.id} />
        <IconButton icon={PanelRight} label="Details" shortcut="d" pressed={panelOpen} onClick={onPanel} />
        <Menu align="end" trigger={<IconButton icon={Ellipsis} label="What can be done" />} groups={[{ actions: menu }]} />
      </PageHead>
      <Marks head={head} acts={acts} customer={customer} />
    </>
  )
}

/** Who looks; a pencil with those who write. */
function Faces({ ticketId }: { ticketId: string }) {
  const { viewing, replying, noting } = useOthersHere(ticketId)
  const writing = [...replying, ...noting]
  if (viewing.length === 0) return null
  return (
    <span className="mr-1 flex items-center gap-1.5 text-muted">
      {writing.length > 0 ? <Pencil aria-hidden size={13} className="text-own" /> : <Eye aria-hidden size={13} />}
      <AvatarStack people={viewing} label={writing.length > 0 ? 'Writing here' : 'Viewing'} />
    </span>
  )
}

const chip = 'flex h-7 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-ui hover:bg-hover max-sm:h-9'

function Marks({ head, acts, customer }: Pick<TicketHeadProps, 'head' | 'acts' | 'customer'>) {
  const { ticket, may } = head
  const { face, teamName } = useDirectory()
  const act = (id: string) => acts.find((one) => one.id === id)
  const rows = [ticket]
  const clock = waitClock(ticket)
  const takeIt = act('take')
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-1 gap-y-0.5 border-b border-line px-4 py-1 max-sm:px-2">
      <span className="mr-1.5 flex min-w-0 items-center gap-1.5">
        <OwnerPill owner={ticket.ownerId ? face(ticket.ownerId) : null} claimedBy={ticket.claimedBy ? face(ticket.claimedBy) : null} team={teamName(ticket.teamId)} offeredTo={useOfferedTo(ticket.id)} onPress={may.assign && !act('assign')?.disabledReason ? act('assign')?.run : undefined} />
        {takeIt && !takeIt.disabledReason && !ticket.claimedBy && <button type="button" onClick={takeIt.run} data-tip="Become its owner" data-tip-keys="⇧t" className="flex h-6 items-center rounded-full bg-own-solid px-2.5 text-ui font-medium text-paper hover:brightness-95 max-sm:h-9">Take it</button>}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 px-1 text-ui text-muted">{customer}{ticket.ownerId && <><span aria-hidden>·</span><span className="truncate">{teamName(ticket.teamId)}</span></>}</span>
      <StatusButton row={ticket} acts={acts} />
      {may.change
        ? <button type="button" className={chip} aria-label={`Priority ${ticket.priority}. Change`} data-tip="Priority" data-tip-keys="p" onClick={() => choose({ kind: 'priority', rows })}><PriorityMark priority={ticket.priority} showWord={ticket.priority === 'high' || ticket.priority === 'urgent'} /></button>
        : <span className={chip}><PriorityMark priority={ticket.priority} /></span>}
      <Tags row={ticket} may={may.change} />
      {(dueFirst(ticket) || clock) && <span className="ml-auto flex min-w-0 items-center gap-1.5 text-meta text-muted">{dueFirst(ticket) ? <DueRing due={ticket.nextDue!} focusable /> : <><ClockRing clock={clock!} label={`waits for ${waitingWords[ticket.waitingFor ?? 'date']}`} focusable />{waitingWords[ticket.waitingFor ?? 'date']}, until <Time at={ticket.wakeAt!} /></>}</span>}
    </div>
  )
}

function StatusButton({ row, acts }: { row: Row; acts: readonly TicketAct[] }) {
  const some = acts.filter((act) => ['wait', 'close', 'reopen'].includes(act.id))
  const dot = <StatusDot status={statusOf(row)} showWord />
  if (some.length === 0) return <span className={chip}>{dot}</span>
  return <Menu trigger={<button type="button" className={chip} aria-label={`Status ${statusOf(row)}. Change`}>{dot}</button>} groups={[{ actions: some.map((act) => ({ id: act.id, label: act.label, icon: act.icon, shortcut: act.keys, onSelect: act.run })) }]} />
}

function Tags({ row, may }: { row: Row; may: boolean }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1">
      {row.tags.map((tag) => <Tag key={tag} onRemove={may ? () => void toggleTag([row], tag) : undefined}>{tag}</Tag>)}
      {may && <button type="button" aria-label="Tag" data-tip="Tag" data-tip-keys="l" onClick={() => choose({ kind: 'tags', rows: [row] })} className="flex h-6 items-center gap-1 rounded-full px-1.5 text-meta text-muted hover:bg-hover hover:text-ink max-sm:h-9"><Plus aria-hidden size={12} />{row.tags.length === 0 && 'Tag'}</button>}
    </span>
  )
}
