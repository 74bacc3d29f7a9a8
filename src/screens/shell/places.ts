import { CalendarClock, ClipboardList, Contact, Inbox, LayoutPanelTop, ListOrdered, Palmtree, Phone, Search, Settings, Stamp, Sun, TrendingUp, UsersRound, type LucideIcon } from 'lucide-react'

/** A page that can be gone to from anywhere: in the rail when `rail` says so, always in the palette and by its keys. */
export interface Place {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly to: string
  readonly keys?: string
  readonly rail?: 'top' | 'foot'
  /** Also in the bar at the bottom of a phone. */
  readonly phone?: boolean
  /** Other words it is found by. */
  readonly words?: readonly string[]
}

export const places: readonly Place[] = [
  { id: 'my-day', label: 'My day', icon: Sun, to: '/my-day', keys: 'g h', rail: 'top', phone: true, words: ['home', 'start', 'today'] },
  { id: 'inbox', label: 'Inbox', icon: Inbox, to: '/inbox', keys: 'g i', rail: 'top', phone: true },
  { id: 'queue', label: 'Queue', icon: ListOrdered, to: '/queue', keys: 'g q', rail: 'top', phone: true, words: ['next', 'take', 'waiting', 'who works on what', 'claims'] },
  { id: 'escalations', label: 'Escalations', icon: TrendingUp, to: '/escalations', keys: 'g e', rail: 'top', words: ['manager', 'help', 'climb'] },
  { id: 'hand-off-sheet', label: 'Hand-off sheet', icon: ClipboardList, to: '/hand-off-sheet', keys: 'g o', rail: 'top', words: ['handoffs', 'handover', 'stuck', 'away', 'report'] },
  { id: 'shift', label: 'Shift', icon: CalendarClock, to: '/shift', keys: 'g j', rail: 'top', words: ['start', 'end', 'handover', 'sign', 'leave work', 'begin'] },
  { id: 'team', label: 'Team', icon: UsersRound, to: '/team', keys: 'g r', rail: 'top', words: ['rota', 'shifts', 'who works when', 'swap', 'coverage', 'wall', 'leave'] },
  { id: 'search', label: 'Search', icon: Search, to: '/search', keys: 'g f', rail: 'top', phone: true, words: ['find'] },
  { id: 'calls', label: 'Calls', icon: Phone, to: '/calls', keys: 'g v', words: ['phone', 'callbacks', 'report', 'diversion', 'on time'] },
  { id: 'team-wall', label: 'Team wall', icon: LayoutPanelTop, to: '/team/wall', keys: 'g l', words: ['queues', 'load', 'board', 'television'] },
  { id: 'leave', label: 'Leave', icon: Palmtree, to: '/team/leave', words: ['holiday', 'vacation', 'away', 'absence', 'sick'] },
  { id: 'approvals', label: 'Approvals', icon: Stamp, to: '/approvals', keys: 'g y', words: ['decide', 'requests', 'leads'] },
  { id: 'customers', label: 'Customers', icon: Contact, to: '/customers', keys: 'g c', rail: 'top', phone: true, words: ['people', 'companies'] },
  { id: 'settings', label: 'Settings', icon: Settings, to: '/settings', keys: 'g s', rail: 'foot', words: ['preferences'] },
]
