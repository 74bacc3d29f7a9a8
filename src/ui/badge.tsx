import { X, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const tones = {
  plain: 'bg-n-3 text-soft-ink border-line-strong',
  own: 'bg-own-soft text-own border-own-line',
  time: 'bg-time-soft text-time border-time-line',
  late: 'bg-late-soft text-late border-late-line',
  note: 'bg-note-soft text-note border-note-line',
  escalate: 'bg-escalate-soft text-escalate border-escalate-line',
  good: 'bg-good-soft text-good border-good-line',
  danger: 'bg-danger-soft text-danger border-danger-line',
}

export type Tone = keyof typeof tones

/** One word of state. */
export function Badge({ tone = 'plain', icon: Icon, children, className }: { tone?: Tone; icon?: LucideIcon; children: ReactNode; className?: string }) {
  return (
    <span className={classNames('inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-sm border px-1.5 text-meta font-medium', tones[tone], className)}>
      {Icon && <Icon aria-hidden size={12} strokeWidth={2} className="shrink-0" />}
      <span className="truncate">{children}</span>
    </span>
  )
}

/** A word someone put on a thing, and can take off again. */
export function Tag({ children, onRemove, className }: { children: string; onRemove?: () => void; className?: string }) {
  return (
    <span className={classNames('inline-flex h-5 max-w-full items-center rounded-full bg-n-3 px-2 text-meta text-soft-ink', className)}>
      <span className="truncate">{children}</span>
      {onRemove && (
        <button type="button" onClick={onRemove} aria-label={`Remove ${children}`} className="-mr-2 grid size-6 place-items-center rounded-full text-muted hover:text-ink">
          <X aria-hidden size={11} />
        </button>
      )}
    </span>
  )
}
