import { cache } from '../../../core/web/cache.ts'
import { plainText } from '../../../ui/plain-text.ts'
import { onWritten } from '../../tickets/web/composer-plugs.ts'
import { fileIdsOf, keeperOf, type DraftKeeper } from '../../tickets/web/draft-keeper.ts'
import { headQuery } from '../../tickets/web/ticket-queries.ts'
import type { Closing, Head, Row } from '../../tickets/web/tickets-call.ts'
import { saysEnough } from '../rules.ts'

/** What is written as the last note is the note one is writing on the ticket anyway: it is there when one comes back. */
export const noteKeeper = (row: Row, head: Head | undefined): DraftKeeper => keeperOf(row.id, 'note', (head ?? cache.getQueryData<Head>(headQuery(row.number).queryKey))?.drafts.find((one) => one.mode === 'note') ?? null)

export const isEnough = (html: string): boolean => saysEnough(plainText(html))

/** What goes along: the reason, and the note with its files where something is written. */
export function closingOf(keeper: DraftKeeper, reasonId: string): Closing {
  const { writing } = keeper.state.get()
  return plainText(writing.html).trim() ? { reasonId, note: writing.html, fileIds: fileIdsOf(writing) } : { reasonId }
}

const leaving = new Map<string, DraftKeeper>()
/** The note goes along with a reply: once that one is sent, it is no draft any more. */
export const leavesWithReply = (messageId: string, head: Head): void => void leaving.set(messageId, noteKeeper(head.ticket, head))
onWritten(({ id }) => {
  void leaving.get(id)?.discard()
  leaving.delete(id)
})
