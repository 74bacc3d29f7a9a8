import { CircleAlert, Info, TriangleAlert, WifiOff, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const tones: Record<'plain' | 'time' | 'late' | 'good' | 'escalate' | 'offline', { look: string; icon: LucideIcon }> = {
  plain: { look: 'bg-n-3 text-soft-ink border-line', icon: Info },
  time: { look: 'bg-time-soft text-time border-time-line', icon: TriangleAlert },
  late: { look: 'bg-late-soft text-late border-late-line', icon: CircleAlert },
  good: { look: 'bg-good-soft text-good border-good-line', icon: Info },
  escalate: { look: 'bg-escalate-soft text-escalate border-escalate-line', icon: TriangleAlert },
  offline: { look: 'bg-n-12 text-n-1 border-transparent', icon: WifiOff },
}

/** One line that matters for everything below it: what, and the act beside it. */
export function Banner({ tone = 'plain', icon, action, flat, children }: { tone?: keyof typeof tones; icon?: LucideIcon; action?: ReactNode; /** Reaches from edge to edge, without corners. */ flat?: boolean; children: ReactNode }) {
  const Icon = icon ?? tones[tone].icon
  return (
    <div className={classNames('flex min-h-9 items-center gap-2 border px-3 py-1 text-ui max-sm:flex-wrap max-sm:justify-end', flat ? 'border-x-0 border-t-0' : 'rounded-md', tones[tone].look)}>
      <Icon aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <div className="min-w-0 flex-1 max-sm:min-w-52">{children}</div>
      {action}
    </div>
  )
}
