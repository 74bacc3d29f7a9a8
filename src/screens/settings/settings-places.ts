import { Activity, Bell, BookOpen, Building2, CalendarClock, CalendarDays, CircleCheckBig, CircleDot, Gauge, KeyRound, ListOrdered, Mailbox, ScrollText, Server, ShieldCheck, SlidersHorizontal, Stamp, TrendingUp, UserRound, Users, UsersRound, type LucideIcon } from 'lucide-react'
import type { Role } from './role.ts'

/** One page of the settings: its line in the column beside them, and in the palette. */
export interface SettingsPlace {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly to: string
  readonly group: 'You' | 'Workspace' | 'Mail'
  /** Least role it is for. */
  readonly least?: Role
}

export const settingsPlaces: readonly SettingsPlace[] = [
  { id: 'profile', label: 'Profile', icon: UserRound, to: '/settings/profile', group: 'You' },
  { id: 'availability', label: 'Availability', icon: CircleDot, to: '/settings/availability', group: 'You' },
  { id: 'notifications', label: 'Notifications', icon: Bell, to: '/settings/notifications', group: 'You' },
  { id: 'security', label: 'Sign-in and security', icon: ShieldCheck, to: '/settings/security', group: 'You' },
  { id: 'keys', label: 'API keys', icon: KeyRound, to: '/settings/keys', group: 'You' },
  { id: 'people', label: 'People', icon: Users, to: '/settings/people', group: 'Workspace' },
  { id: 'teams', label: 'Teams', icon: UsersRound, to: '/settings/teams', group: 'Workspace' },
  { id: 'queue', label: 'Queues', icon: ListOrdered, to: '/settings/queue', group: 'Workspace', least: 'lead' },
  { id: 'rules', label: 'Ticket rules', icon: SlidersHorizontal, to: '/settings/rules', group: 'Workspace', least: 'lead' },
  { id: 'closing', label: 'Closing', icon: CircleCheckBig, to: '/settings/closing', group: 'Workspace', least: 'lead' },
  { id: 'first-look', label: 'Checklists, playbooks', icon: BookOpen, to: '/settings/first-look', group: 'Workspace', least: 'lead' },
  { id: 'calendars', label: 'Calendars', icon: CalendarClock, to: '/settings/calendars', group: 'Workspace', least: 'lead' },
  { id: 'shifts', label: 'Availability and rota', icon: CalendarDays, to: '/settings/shifts', group: 'Workspace', least: 'lead' },
  { id: 'sla', label: 'Service levels', icon: Gauge, to: '/settings/sla', group: 'Workspace', least: 'lead' },
  { id: 'escalations', label: 'Escalations', icon: TrendingUp, to: '/settings/escalations', group: 'Workspace' },
  { id: 'approvals', label: 'Approvals', icon: Stamp, to: '/settings/approvals', group: 'Workspace', least: 'lead' },
  { id: 'workspace', label: 'Workspace', icon: Building2, to: '/settings/workspace', group: 'Workspace', least: 'admin' },
  { id: 'audit', label: 'Security log', icon: ScrollText, to: '/settings/audit', group: 'Workspace', least: 'admin' },
  { id: 'system', label: 'System', icon: Server, to: '/settings/system', group: 'Workspace', least: 'admin' },
  { id: 'mailboxes', label: 'Mailboxes', icon: Mailbox, to: '/settings/mailboxes', group: 'Mail', least: 'admin' },
  { id: 'mail-health', label: 'Mail health', icon: Activity, to: '/settings/mail-health', group: 'Mail', least: 'lead' },
]
