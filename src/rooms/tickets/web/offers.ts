import { store, useStore } from '../../../core/web/store.ts'
import type { OwnerPillProps } from '../../../ui/owner-pill.tsx'
import { useDirectory } from '../../people/web/directory.ts'

/** A handoff on its way, as lists and heads mark its ticket: to whom, and its clock. A room above knows them. */
export interface Offer { readonly personId: string | null; readonly teamId: string; readonly startedAt: number; readonly dueAt: number | null }

const none: ReadonlyMap<string, Offer> = new Map()
const offers = store(none)
/** Said by the room that knows, by ticket, whenever it changes. */
export const setOffers = (all: ReadonlyMap<string, Offer>): void => offers.set(all)

/** For the owner's pill: two faces and a ring while the ticket is offered. */
export function useOfferedTo(ticketId: string): OwnerPillProps['offeredTo'] {
  const offer = useStore(offers, (all) => all.get(ticketId))
  const { face, teamName } = useDirectory()
  if (!offer) return null
  const clock = offer.dueAt === null ? {} : { clock: { startedAt: offer.startedAt, dueAt: offer.dueAt } }
  return offer.personId ? { person: face(offer.personId), ...clock } : { team: teamName(offer.teamId), ...clock }
}
