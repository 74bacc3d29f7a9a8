import { Avatar, type AvatarProps } from './avatar.tsx'
import type { Person } from './presence.ts'
import { Tooltip } from './tooltip.tsx'

/** Several faces, the rest as a number. */
export function AvatarStack({ people, most = 4, size = 20, label }: { people: readonly Person[]; most?: number; size?: NonNullable<AvatarProps['size']>; /** "Viewing", "Writing" */ label: string }) {
  if (people.length === 0) return null
  const names = people.map((person) => person.name).join(', ')
  return (
    <Tooltip text={`${label}: ${names}`}>
      <span role="img" aria-label={`${label}: ${names}`} className="inline-flex items-center">
        {people.slice(0, most).map((person) => (
          <Avatar key={person.id} person={person} size={size} decorative className="-ml-1 rounded-full ring-2 ring-paper first:ml-0" />
        ))}
        {people.length > most && <span aria-hidden className="ml-1 text-meta text-muted">+{people.length - most}</span>}
      </span>
    </Tooltip>
  )
}
