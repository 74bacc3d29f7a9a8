import type { Sending, Then } from '../../tickets/web/composer-plugs.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { whyClosed } from './dialog-state.ts'

/** "Send and close" asks why first, and is held until what stands in the way is settled. */
export function beforeSend({ id, head, then }: Sending) {
  return then?.kind === 'close' ? closedWith(id, head) : undefined
}

async function closedWith(messageId: string, head: Head): Promise<{ then: Then } | null> {
  const closing = await whyClosed(head.ticket)
  if (closing === null) return null
  if (closing?.note) (await import('./last-note.ts')).leavesWithReply(messageId, head)
  return { then: { kind: 'close', ...(closing ? { closing } : {}) } }
}
