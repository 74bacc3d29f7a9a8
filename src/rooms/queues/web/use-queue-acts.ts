import { Hand, Undo2, UserRoundX } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { firstName } from '../../../ui/presence.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../tickets/web/use-ticket-acts.ts'
import { giveBack, keep } from './claim-verbs.ts'
import { claimOnQuery, useClaims } from './queues.ts'
import { askRelease } from './release-state.ts'

/** What can be done about a claim on the open ticket: keep it or give it back; as a lead, release somebody else's. */
export function useQueueActs({ ticket }: Head): readonly TicketAct[] {
  const me = useMe()
  const { face } = useDirectory()
  const mine = useClaims().find((one) => one.ticketId === ticket.id)
  const leads = me.role === 'admin' || me.teams.some((team) => team.id === ticket.teamId && team.lead)
  const theirs = useQuery({ ...claimOnQuery(ticket.id), enabled: leads && ticket.claimedBy !== null && ticket.claimedBy !== me.id }).data
  if (ticket.claimedBy === me.id && mine) return [
    { id: 'take', label: 'Keep it', icon: Hand, keys: '⇧t', words: ['own', 'take', 'claim'], run: () => void keep(mine) },
    { id: 'give-back', label: 'Give it back to the queue', icon: Undo2, keys: '⇧g', words: ['return', 'claim', 'release', 'unclaim'], run: () => void giveBack(mine) },
  ]
  if (ticket.claimedBy && theirs && leads) return [{ id: 'release-claim', label: `Release it from ${firstName(face(ticket.claimedBy).name)}`, icon: UserRoundX, words: ['claim', 'take away', 'queue'], run: () => askRelease(theirs) }]
  return []
}
