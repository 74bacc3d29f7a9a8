import { saidIn } from '../../promises/web/said.ts'
import type { Sending, Then } from '../../tickets/web/composer-plugs.ts'
import { whyClosed } from './dialog-state.ts'

/** "Send and close" asks why first, and is held until what stands in the way is settled: what the reply itself promises, too. */
export function beforeSend(sending: Sending) {
  return sending.then?.kind === 'close' ? closedWith(sending) : undefined
}

async function closedWith({ id, head, writing }: Sending): Promise<{ then: Then | null } | null> {
  const ending = await whyClosed(head.ticket, await saidIn(head.ticket, writing.html))
  if (ending === null) return null
  if (ending === 'stays-open') return { then: null }
  const { closing } = ending
  if (closing?.note) (await import('./last-note.ts')).leavesWithReply(id, head)
  return { then: { kind: 'close', ...(closing ? { closing } : {}) } }
}
