import { useState } from 'react'
import { classNames } from './class-names.ts'
import { faceColour, initials, type Person } from './presence.ts'
import { PresenceDot } from './presence-dot.tsx'

const sizes = { 16: 'size-4 text-[8px]', 20: 'size-5 text-[9px]', 24: 'size-6 text-[10px]', 32: 'size-8 text-meta', 40: 'size-10 text-message' }

export type AvatarProps = {
  person: Person
  size?: keyof typeof sizes
  showPresence?: boolean
  /** Leaves the name to the words beside it. */
  decorative?: boolean
  className?: string
}

/** A face: the picture, or initials on a colour that stays the person's own. */
export function Avatar({ person, size = 24, showPresence, decorative, className }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null)
  const picture = person.picture && person.picture !== broken ? person.picture : null
  const { hue, deep } = faceColour(person.id)
  return (
    <span className={classNames('relative shrink-0', !className?.includes('hidden') && 'inline-flex', className)} {...(decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': person.presence ? `${person.name}, ${person.status ?? person.presence}` : person.name })}>
      <span
        className={classNames('inline-grid place-items-center overflow-hidden rounded-full leading-none! font-semibold tracking-tight select-none', sizes[size])}
        style={{ background: deep ? `light-dark(hsl(${hue} 36% 76%), hsl(${hue} 30% 30%))` : `light-dark(hsl(${hue} 42% 89%), hsl(${hue} 24% 24%))`, color: `light-dark(hsl(${hue} 50% 20%), hsl(${hue} 45% 92%))` }}
      >
        {picture ? <img src={picture} alt="" onError={() => setBroken(picture)} className="size-full object-cover" /> : size === 16 ? [...initials(person.name)][0] : initials(person.name)}
      </span>
      {showPresence && size > 16 && person.presence && (
        <PresenceDot presence={person.presence} size={size >= 32 ? 10 : size >= 24 ? 8 : 7} className="absolute -right-px -bottom-px rounded-full ring-[1.5px] ring-paper" />
      )}
    </span>
  )
}
