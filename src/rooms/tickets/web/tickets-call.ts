import type { In, Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import type { change, closing, counts, draft, entry, follower, leftOut, link, mailbox, message, order, participant, priority, savedView, ticketFilter, ticketHead, ticketRow, tickets, waitingFor } from '../contract.ts'

/** The tickets room's endpoints. */
export const call = room<typeof tickets>()

export type Row = Out<typeof ticketRow>
export type Head = Out<typeof ticketHead>
export type Entry = Out<typeof entry>
export type Message = Out<typeof message>
export type Draft = Out<typeof draft>
export type Mailbox = Out<typeof mailbox>
export type Participant = Out<typeof participant>
export type TicketLink = Out<typeof link>
export type Follower = Out<typeof follower>
export type SavedView = Out<typeof savedView>
export type Filter = Out<typeof ticketFilter>
export type Order = Out<typeof order>
export type Priority = Out<typeof priority>
export type WaitingFor = Out<typeof waitingFor>
export type Counts = Out<typeof counts>
export type Change = In<typeof change>
export type Closing = In<typeof closing>
export type LeftOut = Out<typeof leftOut>
