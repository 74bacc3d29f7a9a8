import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { meQuery } from '../../people/web/directory.ts'
import { keeperOf, type Taken } from './draft-keeper.ts'
import { putRow } from './ticket-cache.ts'
import { patchMessage } from './timeline-cache.ts'
import type { Then } from './composer-plugs.ts'
import { call, type Entry, type Mailbox, type Message, type Row } from './tickets-call.ts'
import { sendWritten, takeBackWritten } from './unsent.ts'

export interface ReplyToSend {
  readonly id: string
  readonly ticket: Row
  readonly writing: Taken
  readonly signature: string
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly quote: string | null
  readonly seen: number
  readonly anyway: boolean
  readonly undoSeconds: number
  readonly then?: Then | undefined
}

/** Sends a reply: on the timeline at once, to be taken back for some seconds; kept here when the server cannot be reached. */
export async function sendReply(what: ReplyToSend): Promise<void> {
  const html = what.writing.html + (what.signature && what.writing.html ? what.signature : '')
  const body = {
    id: what.id, html, to: what.to.map(recipient), cc: what.cc.map(recipient), fileIds: what.writing.files.map((file) => file.id),
    quote: what.quote, seen: what.seen, anyway: what.anyway, draft: what.writing.draft, ...(what.then ? { then: what.then } : {}),
  }
  const answer = (await sendWritten({ id: what.id, key: 'POST /tickets/:id/replies', body, ticketId: what.ticket.id, mode: 'reply', writing: what.writing, shown: sending(what, html) })) as { ticket: Row; message: Message } | null
  if (!answer) return
  putRow(cache, answer.ticket)
  patchMessage(cache, what.ticket.id, what.id, answer.message)
}

const recipient = (one: Mailbox) => ({ name: one.name, address: one.address })

function sending(what: ReplyToSend, html: string): Entry {
  const me = cache.getQueryData(meQuery.queryKey)
  const at = new Date().toISOString()
  return {
    id: what.id, number: Number.MAX_SAFE_INTEGER, name: 'tickets.replied', at, actor: { kind: 'person', id: me?.id ?? null }, data: {}, more: null,
    message: {
      id: what.id, ticketId: what.ticket.id, direction: 'out', channel: what.ticket.channel, customerId: null, personId: me?.id ?? null, sender: { name: me?.name ?? '', address: '' },
      recipients: [...what.to], copies: [...what.cc], html, foldedHtml: '', text: '', doubt: null, delivery: 'pending', deliveryNote: null, dueAt: new Date(Date.now() + what.undoSeconds * 1000).toISOString(), at, files: [...what.writing.files],
    },
  }
}

/** Takes a reply back that has not left: what was written stands in the composer again. */
export async function cancelReply(message: Message): Promise<void> {
  const { ticketId } = message
  if (takeBackWritten(message.id)) return
  const keeper = keeperOf(ticketId, 'reply', null)
  try {
    const { ticket, draft } = await call('POST /replies/:id/cancel', { params: { id: message.id } })
    putRow(cache, ticket)
    patchMessage(cache, ticketId, message.id, { delivery: 'cancelled' })
    const begun = keeper.state.get().writing
    keeper.restore({ html: withoutSignature(begun.html ? draft.html.replace(begun.html, '') : draft.html), to: draft.to, cc: draft.cc, files: draft.files.filter((file) => !draft.html.includes(file.id) && !begun.files.some((one) => one.id === file.id)) }, draft.version)
    toasts.show({ text: 'Taken back. It stands in the composer again.', seconds: 4 })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

function withoutSignature(html: string): string {
  const signature = cache.getQueryData(meQuery.queryKey)?.signature
  return signature && html.endsWith(signature) ? html.slice(0, -signature.length) : html
}
