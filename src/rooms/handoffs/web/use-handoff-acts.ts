import { ArrowRightLeft, Check, Undo2, UserRoundCog, UserRoundPlus, X } from 'lucide-react'
import { useMe } from '../../people/web/directory.ts'
import type { Head, Row } from '../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../tickets/web/use-ticket-acts.ts'
import { handOff, openDialog } from './dialog-state.ts'
import { accept, withdraw } from './handoff-verbs.ts'
import { useHandoffOn, useOpenHandoffs } from './handoffs.ts'

/** The acts of handoffs on an open ticket: `h` hands it off, `y` accepts, `⇧y` declines. A ticket somebody owns is not plainly assigned. */
export function useHandoffActs(head: Head): TicketAct[] {
  const me = useMe()
  const { ticket, may } = head
  const on = useHandoffOn(ticket.id)
  if (on) {
    const taken = (id: string, label: string): TicketAct => ({ id, label, icon: UserRoundPlus, disabledReason: 'It is being handed on already', run: () => undefined })
    return [
      ...(on.may.accept ? [{ id: 'accept-handoff', label: 'Accept the handoff', icon: Check, keys: 'y', words: ['take', 'own'], run: () => void accept(on, ticket.number) }] : []),
      ...(on.may.decline ? [{ id: 'decline-handoff', label: 'Decline the handoff', icon: X, keys: '⇧y', words: ['refuse', 'give back'], run: () => openDialog({ kind: 'decline', handoff: on }) }] : []),
      ...(on.may.withdraw ? [{ id: 'withdraw-handoff', label: 'Withdraw the handoff', icon: Undo2, keys: '⇧h', words: ['take back'], run: () => void withdraw(on, ticket.number) }] : []),
      ...(may.assign ? [taken('assign', 'Assign')] : []), ...(may.take ? [taken('take', 'Take ticket')] : []),
      ...overriding(ticket, me),
    ]
  }
  if (!may.assign || ticket.status === 'closed') return []
  return [
    { id: 'hand-off', label: 'Hand off', icon: ArrowRightLeft, keys: 'h', words: ['pass on', 'transfer', 'handover'], run: () => handOff([ticket]) },
    ...(ticket.ownerId ? [{ id: 'assign', label: 'Assign to somebody else', icon: UserRoundPlus, keys: 'a', words: ['owner', 'team', 'queue', 'reassign'], run: () => handOff([ticket]) }] : []),
    ...overriding(ticket, me),
  ]
}

function overriding(ticket: Row, me: ReturnType<typeof useMe>): TicketAct[] {
  const leads = me.role === 'admin' || (me.role === 'lead' && me.teams.some((team) => team.lead && team.id === ticket.teamId))
  return leads && ticket.ownerId && ticket.status !== 'closed' ? [{ id: 'override-owner', label: 'Move without a handoff', icon: UserRoundCog, words: ['override', 'force', 'lead'], run: () => openDialog({ kind: 'override', row: ticket }) }] : []
}

/** The same for many chosen ones: those that somebody owns are handed off together, each with its form. */
export function useManyHandoffActs(rows: readonly Row[], after: () => void): TicketAct[] {
  const me = useMe()
  const open = useOpenHandoffs()
  if (rows.length === 0 || me.role === 'collaborator') return []
  const busy = rows.some((row) => open.some((h) => h.ticketId === row.id)) ? 'Some of them are being handed on already' : rows.some((row) => row.status === 'closed') ? 'Some of them are closed' : rows.length > 100 ? 'At most 100 at once' : null
  const run = () => { if (!busy) handOff(rows, after) }
  const label = rows.length === 1 ? 'Hand off' : `Hand off ${rows.length} tickets`
  const act = { label, icon: ArrowRightLeft, words: ['pass on', 'transfer'], disabledReason: busy, run }
  if (!rows.some((row) => row.ownerId)) return [{ ...act, id: 'hand-off', keys: 'h' }]
  return [{ ...act, id: 'assign', keys: 'h' }, { ...act, id: 'assign-owned', label: 'Assign to somebody else', keys: 'a' }]
}
