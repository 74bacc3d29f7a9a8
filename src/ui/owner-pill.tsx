import { ArrowRight, Users } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Avatar } from './avatar.tsx'
import { classNames } from './class-names.ts'
import type { ClockFace } from './clock-state.ts'
import { FaceInRing } from './face-in-ring.tsx'
import { firstName, type Person } from './presence.ts'

export type OwnerPillProps = {
  owner: Person | null
  /** The team whose queue it sits in while nobody owns it. */
  team?: string
  /** A handoff offered and not yet accepted: to whom, and its clock. */
  offeredTo?: { person?: Person; team?: string; clock?: ClockFace } | null
  /** Only the faces: for lists. */
  compact?: boolean
  /** Makes it a button, for example to hand off. */
  onPress?: ComponentProps<'button'>['onClick']
}

/** Who holds the baton. Hollow with the team's sign while nobody does; two faces with an arrow while a handoff is offered. */
export function OwnerPill({ owner, team, offeredTo, compact, onPress }: OwnerPillProps) {
  const to = offeredTo?.person ? firstName(offeredTo.person.name) : offeredTo?.team
  const words = owner ? `Owner ${owner.name}${to ? `, offered to ${offeredTo?.person?.name ?? to}` : ''}` : `Unowned${team ? `, in ${team}` : ''}`
  const look = classNames(
    'inline-flex h-6 max-w-full items-center gap-1.5 rounded-full text-ui font-medium select-none',
    compact ? '' : owner ? 'border border-own-line bg-own-soft pr-2.5 pl-0.5 text-own' : 'border border-dashed border-control-line pr-2.5 pl-1.5 text-muted',
    onPress && 'transition-[filter] hover:brightness-97',
  )
  const inside = (
    <>
      {owner ? <Avatar person={owner} size={20} showPresence decorative /> : <Users aria-hidden size={14} strokeWidth={1.75} className={compact ? 'text-muted' : ''} />}
      {!compact && <span className="truncate">{owner ? firstName(owner.name) : team ?? 'Unowned'}</span>}
      {offeredTo && (
        <>
          <ArrowRight aria-hidden size={12} className="shrink-0 opacity-70" />
          <FaceInRing clock={offeredTo.clock}>{offeredTo.person ? <Avatar person={offeredTo.person} size={16} decorative /> : <Users aria-hidden size={12} />}</FaceInRing>
          {!compact && <span className="truncate">{to}</span>}
        </>
      )}
    </>
  )
  return onPress ? (
    <button type="button" onClick={onPress} className={look}><span className="sr-only">{words}</span><span aria-hidden className="contents">{inside}</span></button>
  ) : (
    <span role="img" aria-label={words} className={look}>{inside}</span>
  )
}
