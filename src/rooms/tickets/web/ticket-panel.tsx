import { Link } from '@tanstack/react-router'
import { Check, Plus, Undo2, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Facts, PanelSection } from '../../../ui/panel.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { AddParticipant } from './add-participant.tsx'
import { choose } from './chooser-state.ts'
import { linkWith, takeOut, unlink } from './join-tickets.ts'
import { headQuery } from './ticket-queries.ts'
import { call, type Head, type Participant, type Row, type TicketLink } from './tickets-call.ts'

/** The ticket's own part of the side panel: who takes part, what it is linked with, who follows, when it began. */
export function TicketPanel({ head }: { head: Head }) {
  const { face } = useDirectory()
  const { ticket, may } = head
  const [adding, setAdding] = useState(false)
  const followers = head.followers.filter((one) => !one.muted)
  return (
    <>
      <PanelSection title="People" place="participants" count={head.participants.length} action={may.change ? <IconButton icon={Plus} label="Add somebody who gets the replies" size="small" onClick={() => setAdding(true)} /> : undefined}>
        <ul className="flex flex-col gap-1">{head.participants.map((one) => <ParticipantLine key={one.address} one={one} head={head} />)}</ul>
        {adding && <AddParticipant head={head} onClose={() => setAdding(false)} />}
      </PanelSection>
      <PanelSection title="Linked tickets" place="links" count={head.links.length} action={may.change ? <IconButton icon={Plus} label="Link with another ticket" shortcut="⇧l" size="small" onClick={() => choose({ kind: 'link', rows: [ticket] })} /> : undefined}>
        {head.links.length === 0 ? <p className="text-meta text-muted">None yet.</p> : <ul className="-mx-2 flex flex-col">{head.links.map((link) => <LinkLine key={`${link.otherId} ${link.kind}`} link={link} row={ticket} may={may.change} />)}</ul>}
      </PanelSection>
      <PanelSection title="About" place="about">
        <Facts facts={[
          { name: 'Opened', value: <Time at={ticket.madeAt} className="text-ui tabular-nums" /> },
          { name: 'Messages', value: ticket.messageCount },
          ...(followers.length ? [{ name: 'Followed by', value: followers.map((one) => face(one.personId).name).join(', ') }] : []),
        ]} />
      </PanelSection>
    </>
  )
}

const roles: Record<Participant['role'], ReactNode> = { requester: null, copied: <Badge>cc</Badge>, proposed: <Badge tone="time">not let in yet</Badge>, refused: <Badge>kept out</Badge> }

function ParticipantLine({ one, head }: { one: Participant; head: Head }) {
  return (
    <li className="flex min-h-8 items-center gap-2">
      <Avatar person={{ id: one.customerId ?? one.address, name: one.name || one.address }} size={20} decorative />
      <span className="min-w-0 flex-1" data-tip={one.address}><span className="block truncate text-ui">{one.name || one.address}</span>{one.name && <span className="block truncate text-meta text-muted">{one.address}</span>}</span>
      {roles[one.role]}
      {one.role === 'refused' && head.may.change && <IconButton icon={Check} label={`Let ${one.name || one.address} take part`} size="small" onClick={() => void decide(head.ticket, one, 'admit')} />}
    </li>
  )
}

/** Lets a stranger take part, or keeps them out; taken back by the other. */
async function decide(row: Row, one: Participant, how: 'admit' | 'refuse', quiet = false): Promise<void> {
  try {
    const asked = { params: { id: row.id }, body: { address: one.address } }
    const { participants } = how === 'admit' ? await call('POST /tickets/:id/participants/admit', asked) : await call('POST /tickets/:id/participants/refuse', asked)
    cache.setQueryData<Head>(headQuery(row.number).queryKey, (head) => head && { ...head, participants })
    const name = one.name || one.address
    if (!quiet) toasts.show({ text: how === 'admit' ? `${name} takes part from now on` : `${name} is kept out`, undo: () => void decide(row, one, how === 'admit' ? 'refuse' : 'admit', true) })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

/** People who wrote and are not part of this yet: over the conversation, with the choice. */
export function Proposed({ head }: { head: Head }) {
  const proposed = head.participants.filter((one) => one.role === 'proposed')
  if (proposed.length === 0) return null
  return (
    <ul className="flex shrink-0 flex-col">
      {proposed.map((one) => (
        <li key={one.address} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-time-line bg-time-soft px-4 py-1.5 text-ui text-time">
          <span className="min-w-0 flex-1 basis-60"><strong className="font-semibold">{one.name || one.address}</strong>{one.name && ` (${one.address})`} wrote here and is not part of this ticket: no replies go to them.</span>
          {head.may.change && <span className="flex gap-1"><Button size="small" icon={X} onClick={() => void decide(head.ticket, one, 'refuse')}>Refuse</Button><Button size="small" icon={Check} onClick={() => void decide(head.ticket, one, 'admit')}>Admit</Button></span>}
        </li>
      ))}
    </ul>
  )
}

const kinds: Record<TicketLink['kind'], string> = { related: 'related', 'split-from': 'split off from', 'split-to': 'split off', 'follow-up-of': 'follows up', 'follow-up': 'followed up by', 'merged-in': 'merged in', 'merged-into': 'merged into' }

function LinkLine({ link, row, may }: { link: TicketLink; row: Row; may: boolean }) {
  const remove = async () => {
    try {
      if (link.kind === 'merged-in') return await takeOut({ id: link.otherId, number: link.number }, row)
      await unlink(row, link.otherId)
      toasts.show({ text: `No longer linked with #${link.number}`, undo: () => void linkWith(row, { ...row, id: link.otherId, number: link.number }) })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
  }
  return (
    <li className="group flex min-h-8 items-center rounded-md hover:bg-hover">
      <Link to="/tickets/$number" params={{ number: String(link.number) }} className="flex min-w-0 flex-1 items-center gap-2 px-2 py-1 text-ui">
        <StatusDot status={link.status} />
        <span className="min-w-0 flex-1 truncate"><span className="tabular-nums">#{link.number}</span> {link.subject}</span>
        <span className="shrink-0 text-meta text-muted">{kinds[link.kind]}</span>
      </Link>
      {may && (link.kind === 'related' || link.kind === 'merged-in') && <IconButton icon={link.kind === 'related' ? X : Undo2} label={link.kind === 'related' ? `Remove the link with #${link.number}` : `Take #${link.number} out again`} size="small" onClick={() => void remove()} className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 max-sm:opacity-100" />}
    </li>
  )
}
