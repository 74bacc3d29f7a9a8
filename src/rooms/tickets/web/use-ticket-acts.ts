import { BellOff, Clock, CornerDownRight, Eye, EyeOff, GitMerge, Hand, Link2, RotateCcw, SignalHigh, Tag, UserRoundPlus, type LucideIcon } from 'lucide-react'
import { useMe } from '../../people/web/directory.ts'
import { choose } from './chooser-state.ts'
import { follow, reopen, take } from './ticket-verbs.ts'
import type { Head, Row } from './tickets-call.ts'

/** One act on tickets, with its key: the same in the head, the bulk bar, the menus and the palette. */
export interface TicketAct {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string
  readonly words?: readonly string[]
  readonly disabledReason?: string | null
  readonly run: () => void
}

/** What can be done with these tickets now. `after` is told when one was carried out on many. */
export function useTicketActs(rows: readonly Row[], head: Head | null, after?: () => void): readonly TicketAct[] {
  const me = useMe()
  if (rows.length === 0) return []
  const may = head && rows.length === 1 ? head.may : null
  const works = may ? may.change : me.role !== 'collaborator'
  const some = rows.length > 1 ? `${rows.length} tickets` : 'ticket'
  const done = (run: () => Promise<boolean>) => () => void run().then((yes) => { if (yes) after?.() })
  const acts: TicketAct[] = []
  // While somebody works on one, it is theirs to move.
  const free = rows.every((row) => !row.claimedBy || row.claimedBy === me.id)
  if (works && free && rows.every((row) => !row.ownerId)) acts.push({ id: 'take', label: `Take ${some}`, icon: Hand, keys: '⇧t', words: ['own', 'claim'], run: done(() => take(rows, me.id)) })
  if (works && free) {
    acts.push({ id: 'assign', label: 'Assign', icon: UserRoundPlus, keys: 'a', words: ['owner', 'team', 'queue', 'hand'], run: () => choose({ kind: 'assign', rows }) })
    acts.push({ id: 'wait', label: 'Wait', icon: Clock, keys: 'w', words: ['snooze', 'later', 'wake'], run: () => choose({ kind: 'wait', rows }) })
  }
  if (works) {
    acts.push({ id: 'priority', label: 'Set priority', icon: SignalHigh, keys: 'p', run: () => choose({ kind: 'priority', rows }) })
    acts.push({ id: 'tags', label: 'Tag', icon: Tag, keys: 'l', words: ['label'], run: () => choose({ kind: 'tags', rows }) })
    if (rows.every((row) => row.status !== 'open')) acts.push({ id: 'reopen', label: `Reopen ${some}`, icon: RotateCcw, keys: rows.every((row) => row.status === 'closed') ? 'c' : '⇧w', run: done(() => reopen(rows)) })
    if (free) acts.push({ id: 'merge', label: 'Merge into another ticket', icon: GitMerge, keys: 'm', words: ['duplicate'], run: () => choose({ kind: 'merge', rows }) })
  }
  if (rows.length === 1) acts.push(...single(rows[0]!, head, me.id, works))
  return acts
}

function single(row: Row, head: Head | null, me: string, works: boolean): TicketAct[] {
  if (!head) return []
  const mine = head.followers.find((one) => one.personId === me)
  const before = { following: Boolean(mine && !mine.muted), muted: mine?.muted ?? false }
  return [
    ...(works ? [{ id: 'follow-up', label: 'Open a follow-up ticket', icon: CornerDownRight, keys: '⇧o', words: ['child', 'new matter', 'linked'], run: () => choose({ kind: 'follow-up', rows: [row] }) }] : []),
    ...(works ? [{ id: 'link', label: 'Link with another ticket', icon: Link2, keys: '⇧l', run: () => choose({ kind: 'link', rows: [row] }) }] : []),
    before.following
      ? { id: 'follow', label: 'Stop following', icon: EyeOff, keys: 'f', run: () => void follow(row, { following: false, muted: false }, before) }
      : { id: 'follow', label: 'Follow', icon: Eye, keys: 'f', words: ['watch'], run: () => void follow(row, { following: true, muted: false }, before) },
    { id: 'mute', label: before.muted ? 'Unmute' : 'Mute', icon: BellOff, keys: '⇧m', words: ['silence'], run: () => void follow(row, { following: before.following, muted: !before.muted }, before) },
  ]
}
