import { useRender } from '@base-ui/react/use-render'
import { Plus, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { Count } from '../count.tsx'
import { IconButton } from '../icon-button.tsx'

/** The column of views beside the rail. */
export function Views({ title, action, foot, children }: { title: string; action?: ReactNode; foot?: ReactNode; children: ReactNode }) {
  return (
    <nav aria-label={title} className="flex h-full flex-col bg-ground">
      <header className="flex h-12 shrink-0 items-center gap-1 pr-2 pl-3">
        <span className="min-w-0 flex-1 truncate text-ui font-semibold">{title}</span>
        {action}
      </header>
      <div className="edge-hidden flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-2 pb-4">{children}</div>
      {foot && <div className="px-2 pb-2">{foot}</div>}
    </nav>
  )
}

/** A few views that belong together. */
export function ViewGroup({ label, onAdd, children }: { label?: string; onAdd?: () => void; children: ReactNode }) {
  return (
    <section aria-label={label} className="flex flex-col gap-px">
      {label && (
        <div className="flex h-6 items-center pl-2 text-meta font-medium text-muted">
          <span className="flex-1">{label}</span>
          {onAdd && <IconButton icon={Plus} label={`Add to ${label}`} size="small" onClick={onAdd} />}
        </div>
      )}
      {children}
    </section>
  )
}

export type ViewItemProps = {
  label: string
  icon?: LucideIcon
  sign?: ReactNode
  count?: number
  /** The number is loud: something is late, or wants me. */
  tone?: 'plain' | 'strong' | 'late' | 'own'
  current?: boolean
  render?: ReactElement<Record<string, unknown>>
  onClick?: () => void
}

/** One view and how much is in it. */
export function ViewItem({ label, icon: Icon, sign, count, tone, current, render, onClick }: ViewItemProps) {
  return useRender({
    defaultTagName: 'button',
    render,
    props: {
      ...(render ? {} : { type: 'button' as const }),
      onClick,
      'aria-current': current ? 'page' : undefined,
      className: classNames('flex h-7 w-full items-center gap-2 rounded-md px-2 text-left text-ui transition-colors max-lg:h-10', current ? 'bg-pressed font-medium text-ink' : 'text-soft-ink hover:bg-hover'),
      children: (
        <>
          {Icon ? <Icon aria-hidden size={15} strokeWidth={1.75} className={classNames('shrink-0', current ? 'text-ink' : 'text-muted')} /> : sign}
          <span className="min-w-0 flex-1 truncate">{label}</span>
          {count !== undefined && count > 0 && <Count value={count} tone={tone ?? 'plain'} />}
        </>
      ),
    },
  })
}
