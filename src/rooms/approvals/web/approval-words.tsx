import type { ReactNode } from 'react'
import type { ClockFace } from '../../../ui/clock-state.ts'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import type { Directory } from '../../people/web/directory.ts'
import type { Approval } from './approvals.ts'

/** The clock until a request goes up the line. */
export const clockOf = (one: Approval): ClockFace | null => (one.dueAt ? { startedAt: Date.parse(one.at), dueAt: Date.parse(one.dueAt) } : null)

/** What a lead wants to know before they decide, in one line. */
export function contextWords({ context }: Approval): ReactNode {
  const parts: ReactNode[] = []
  if (context.critical) parts.push(<span key="critical" className="font-medium text-late">critical customer</span>)
  if (context.plan) parts.push(`${context.plan} plan`)
  parts.push(context.backlog === 1 ? 'owns 1 ticket' : `owns ${context.backlog} tickets`)
  if (context.ticketMadeAt) parts.push(<span key="age">ticket opened <Time at={context.ticketMadeAt} as="ago" /></span>)
  return parts.flatMap((part, at) => (at ? [' · ', part] : [part]))
}

/** Whom a request waits for: "Maya", "Maya and Leo". Who passed it on is not among them. */
export function waitsFor(one: Approval, directory: Directory, me: string): string {
  const names = one.askedIds.filter((id) => !one.passedIds.includes(id)).map((id) => (id === me ? 'you' : firstName(directory.face(id).name)))
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
