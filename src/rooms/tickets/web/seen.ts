import { keep, kept } from '../../../core/web/kept.ts'
import { store, useStore } from '../../../core/web/store.ts'
import type { Row } from './tickets-call.ts'

const most = 1500
type SeenAt = Readonly<Record<string, string>>
const seen = store<SeenAt | null>(null)
const all = (): SeenAt => seen.get() ?? kept<SeenAt>('tickets.seen') ?? {}

/** Whether the customer wrote something that was not opened in this browser yet and wants an answer. */
export function useUnread(row: Row): boolean {
  const at = useStore(seen, (now) => (now ?? all())[row.id])
  return row.status !== 'closed' && row.lastFrom === 'customer' && (at === undefined || at < row.lastMessageAt)
}

/** The ticket is open before somebody's eyes. */
export function markSeen(row: Row): void {
  const before = all()
  if ((before[row.id] ?? '') >= row.lastMessageAt) return
  const next = Object.fromEntries([...Object.entries(before).filter(([id]) => id !== row.id), [row.id, row.lastMessageAt]].slice(-most))
  seen.set(next)
  keep('tickets.seen', next)
}
