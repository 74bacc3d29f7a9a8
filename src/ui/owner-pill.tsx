import { ArrowRight, Users } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Avatar } from './avatar.tsx'
import { classNames } from './class-names.ts'
import type { ClockFace } from './clock-state.ts'
import { FaceInRing } from './face-in-ring.tsx'
import { firstName, type Person } from './presence.ts'

export type OwnerPillProps = {
  owner: Person | null
  /** Who works on it now without owning it: it stands in the team's queue. */
  claimedBy?: Person | null
  /** The team whose queue it sits in while nobody owns it. */
  team?: string
  /** A handoff offered and not yet accepted: to whom, and its clock. */
  offeredTo?: { person?: Person; team?: string; clock?: ClockFace } | null
  /** Only the faces: for lists. */
  compact?: boolean
  /** Makes it a button, for example to hand off. */
  onPress?: ComponentProps<'button'>['onClick']
}

/** Who holds the baton. Hollow with the team's sign while nobody does, with a face inside while somebody works on it; two faces with an arrow while a handoff is offered. */
export function OwnerPill({ owner, claimedBy, team, offeredTo, compact, onPress }: OwnerPillProps) {
  const to = offeredTo?.person ? firstName(offeredTo.person.name) : offeredTo?.team
  const words = owner ? `Owner ${owner.name}${to ? `, offered to ${offeredTo?.person?.name ?? to}` : ''}` : `Unowned${team ? `, in ${team}` : ''}${claimedBy ? `; ${claimedBy.name} works on it now` : ''}`
  const look = classNames(
    'inline-flex h-6 max-w-full items-center gap-1.5 rounded-full text-ui font-medium select-none',
    compact ? '' : owner ? 'border border-own-line bg-own-soft pr-2.5 pl-0.5 text-own' : classNames('border border-dashed pr-2.5', claimedBy ? 'border-own-line pl-0.5 text-own' : 'border-control-line pl-1.5 text-muted'),
    onPress && 'transition-[filter] hover:brightness-97',
  )
  const inside = (
    <>
      {owner ? <Avatar person={owner} size={20} showPresence decorative /> : claimedBy ? <Working person={claimedBy} /> : <Users aria-hidden size={14} strokeWidth={1.75} className={compact ? 'text-muted' : ''} />}
      {!compact && <span className="truncate">{owner ? firstName(owner.name) : claimedBy ? `${firstName(claimedBy.name)} works on it` : team ?? 'Unowned'}</span>}
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

/** A face inside a hollow, dashed ring: there for now. */
const Working = ({ person }: { person: Person }) => <span className="grid size-[22px] shrink-0 place-items-center rounded-full border border-dashed border-own-solid"><Avatar person={person} size={16} decorative /></span>
