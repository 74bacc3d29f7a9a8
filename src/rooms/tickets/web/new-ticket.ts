import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { Refused, send, wordsFor } from '../../../core/web/call.ts'
import type { KeptFile } from '../../../core/web/upload.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { callCustomers } from '../../customers/web/customers.ts'
import { blank, fileIdsOf, keeperOf, type Mode } from './draft-keeper.ts'
import type { Whom } from './new-ticket-state.ts'
import { putRow } from './ticket-cache.ts'
import { countsQuery } from './ticket-queries.ts'
import { call, type Row } from './tickets-call.ts'

export interface WrittenTicket {
  readonly whom: Whom | null
  /** How somebody new is called. */
  readonly newName: string
  readonly teamId: string | null
  readonly subject: string
  readonly mine: boolean
  readonly mode: Mode
  readonly html: string
  readonly files: readonly KeptFile[]
}
export const blankTicket: WrittenTicket = { whom: null, newName: '', teamId: null, subject: '', mine: true, mode: 'reply', html: '', files: [] }

/**
 * Carries a new ticket out: somebody new, then the ticket with its first message, then the note. A second press after an error
 * makes nothing twice; a note that is refused stands in the composer of the ticket.
 */
export class TicketOpening {
  private readonly customers = new Map<string, string>()
  private readonly messageId = newId()
  private ticketId = newId()
  private sent = ''

  async run(written: WrittenTicket, who: { readonly me: string; readonly signature: string; readonly noteKey: string }): Promise<Row> {
    const customerId = written.whom!.customerId ?? (await this.customer(written.whom!.address!, written.newName))
    const row = await this.ticket(written, customerId, who)
    if (written.mode === 'note') await this.note(row, written, who.noteKey)
    putRow(cache, row)
    void cache.invalidateQueries({ queryKey: countsQuery.queryKey })
    void cache.invalidateQueries({ queryKey: ['tickets', 'of-customer', customerId] })
    return row
  }

  private async ticket(written: WrittenTicket, customerId: string, who: { readonly me: string; readonly signature: string }): Promise<Row> {
    const to = [{ name: written.whom!.customerId ? written.whom!.name : written.newName, address: written.whom!.address ?? '' }]
    const message = written.mode === 'reply' ? { message: { id: this.messageId, html: written.html + (written.html ? who.signature : ''), to, fileIds: written.files.map((file) => file.id) } } : {}
    const body = { teamId: written.teamId!, subject: written.subject.trim(), customerId, ownerId: written.mine ? who.me : null, ...message }
    // The same words under the same id are the same ticket; changed after a refusal they are another try.
    const words = JSON.stringify(body)
    if (this.sent && this.sent !== words) this.ticketId = newId()
    this.sent = words
    return (await call('POST /tickets', { body: { id: this.ticketId, ...body } })).ticket
  }

  private async note(row: Row, written: WrittenTicket, noteKey: string): Promise<void> {
    try {
      await send(noteKey, { params: { id: row.id }, body: { id: this.messageId, html: written.html, fileIds: fileIdsOf(written) } })
    } catch (error) {
      keeperOf(row.id, 'note', null).restore({ ...blank, html: written.html, files: written.files })
      toasts.show({ text: `The note is not added yet. ${wordsFor(error)}`, detail: 'It stands in the composer.', tone: 'bad' })
    }
  }

  private async customer(address: string, name: string): Promise<string> {
    const known = this.customers.get(address)
    if (known) return known
    const id = newId()
    try {
      await callCustomers('POST /customers', { body: { id, ...(name.trim() ? { name: name.trim() } : {}), addresses: [{ id: newId(), kind: 'email', value: address }] } })
      this.customers.set(address, id)
      return id
    } catch (error) {
      if (error instanceof Refused && error.code === 'customers.address-taken') return (error.data as { customerId: string }).customerId
      throw error
    }
  }
}
