import type { Entry, Head, Mailbox, Message } from './tickets-call.ts'

/** Whom a reply goes to when nobody chose otherwise. */
export interface Usual { readonly to: readonly Mailbox[]; readonly cc: readonly Mailbox[]; readonly quote: string | null }

/**
 * The one who wrote last (or the requester), copies to all who take part. Strangers who were not let in,
 * and those kept out, get nothing unless they are chosen by hand.
 */
export function usualRecipients(head: Head, entries: readonly Entry[], chosen: Message | null): Usual {
  const role = new Map(head.participants.map((one) => [one.address.toLowerCase(), one.role]))
  const takesPart = (address: string) => role.get(address.toLowerCase()) !== 'proposed' && role.get(address.toLowerCase()) !== 'refused'
  const incoming = entries.map((entry) => entry.message).filter((one): one is Message => one?.direction === 'in' && one.ticketId === head.ticket.id)
  const answered = chosen ?? incoming.filter((one) => takesPart(one.sender.address)).at(-1) ?? null
  const requester = head.participants.find((one) => one.role === 'requester')
  const to = answered ? [answered.sender] : requester ? [{ name: requester.name, address: requester.address }] : []
  const cc = head.participants.filter((one) => (one.role === 'copied' || one.role === 'requester') && !to.some((other) => other.address.toLowerCase() === one.address.toLowerCase()))
  return { to, cc: cc.map(({ name, address }) => ({ name, address })), quote: (answered ?? incoming.at(-1))?.id ?? null }
}

/** "Anna, Ben and 2 more" */
export function mailboxWords(all: readonly Mailbox[]): string {
  const names = all.map((one) => one.name || one.address)
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}
