import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { Time } from '../time.tsx'

const tones = { plain: 'text-muted', own: 'text-own', time: 'text-time', late: 'text-late', escalate: 'text-escalate', good: 'text-good' }

/** A small event between messages: "Maya handed off to Ben · accepted". */
export function ChangeLine({ icon: Icon, at, tone = 'plain', fresh, children }: { icon?: LucideIcon; at: number | string; tone?: keyof typeof tones; fresh?: boolean; children: ReactNode }) {
  return (
    <div className={classNames('flex min-h-8 items-center gap-2 py-1 text-meta @md:pl-11', fresh && 'soft-mark')}>
      {Icon && <Icon aria-hidden size={13} strokeWidth={1.75} className={classNames('shrink-0', tones[tone])} />}
      <span className={classNames('min-w-0', tone === 'plain' ? 'text-muted' : tones[tone])}>{children}</span>
      <span aria-hidden className="h-px min-w-4 flex-1 bg-line" />
      <Time at={at} />
    </div>
  )
}
