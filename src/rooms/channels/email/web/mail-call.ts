import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../../core/contract.ts'
import { cache } from '../../../../core/web/cache.ts'
import { room } from '../../../../core/web/call.ts'
import type { email, imapServer, incomingMail, mailbox, mailState, outgoingMail, outgoingState } from '../contract.ts'

/** This room's endpoints. */
export const callEmail = room<typeof email>()

export type Mailbox = Out<typeof mailbox>
export type ImapServer = Out<typeof imapServer>
export type IncomingMail = Out<typeof incomingMail>
export type OutgoingMail = Out<typeof outgoingMail>

export const mailboxesQuery = queryOptions({ queryKey: ['email', 'mailboxes'], queryFn: () => callEmail('GET /mailboxes') })
export const outgoingQuery = queryOptions({ queryKey: ['email', 'outgoing-server'], queryFn: () => callEmail('GET /outgoing-server') })
export const healthQuery = queryOptions({ queryKey: ['email', 'health'], queryFn: () => callEmail('GET /mail-health') })
export const dnsQuery = (id: string) => queryOptions({ queryKey: ['email', 'dns', id], queryFn: () => callEmail('GET /mailboxes/:id/dns', { params: { id } }) })
export const incomingQuery = (state: Out<typeof mailState>) => queryOptions({ queryKey: ['email', 'incoming', state], queryFn: () => callEmail('GET /incoming-mails', { query: { state } }) })
export const incomingOneQuery = (id: string) => queryOptions({ queryKey: ['email', 'incoming-one', id], queryFn: () => callEmail('GET /incoming-mails/:id', { params: { id } }) })
export const outgoingMailsQuery = (state: Out<typeof outgoingState>) => queryOptions({ queryKey: ['email', 'outgoing', state], queryFn: () => callEmail('GET /outgoing-mails', { query: { state } }) })

export const readMailboxes = () => cache.invalidateQueries({ queryKey: mailboxesQuery.queryKey })
/** Everything about how mail stands. */
export const readMailHealth = () => Promise.all(['health', 'incoming', 'outgoing'].map((part) => cache.invalidateQueries({ queryKey: ['email', part] })))
