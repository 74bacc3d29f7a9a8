import { classNames } from './class-names.ts'
import type { Presence } from './presence.ts'

/** Here (full), busy (full with a bar), away (half ring), offline (hollow): shape as well as colour. */
export function PresenceDot({ presence, size = 8, className }: { presence: Presence; size?: number; className?: string }) {
  return (
    <svg role="img" aria-label={presence} width={size} height={size} viewBox="0 0 8 8" className={classNames('shrink-0', className)}>
      {presence === 'available' && <circle cx="4" cy="4" r="4" fill="var(--good-solid)" />}
      {presence === 'busy' && (<><circle cx="4" cy="4" r="4" fill="var(--time-solid)" /><rect x="1.8" y="3.2" width="4.4" height="1.6" rx="0.5" fill="var(--paper)" /></>)}
      {presence === 'away' && <circle cx="4" cy="4" r="3" fill="var(--paper)" stroke="var(--time-solid)" strokeWidth="2" />}
      {presence === 'offline' && <circle cx="4" cy="4" r="3" fill="var(--paper)" stroke="var(--n-9)" strokeWidth="1.6" />}
    </svg>
  )
}
