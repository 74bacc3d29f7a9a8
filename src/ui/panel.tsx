import { ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** The column at the right: sections under one another, hairlines between. */
export function Panel({ children }: { children: ReactNode }) {
  return <div className="flex flex-col divide-y divide-line">{children}</div>
}

/** One section of the panel; with `place` it can be folded and stays so. */
export function PanelSection({ title, action, place, count, children }: { title?: string; action?: ReactNode; place?: string; count?: number; children: ReactNode }) {
  const [open, setOpen] = useState(() => !place || localStorage.getItem(`baton.panel.${place}`) !== 'folded')
  const turn = () => {
    setOpen(!open)
    if (place) localStorage.setItem(`baton.panel.${place}`, open ? 'folded' : 'open')
  }
  return (
    <section className="px-4 py-3">
      {title && (
        <header className={classNames('flex h-6 items-center gap-1', open && 'mb-1.5')}>
          <h2 className="min-w-0 flex-1 text-meta font-medium text-muted">
            {place ? (
              <button type="button" aria-expanded={open} onClick={turn} className="-ml-1 flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink">
                {title}
                {count !== undefined && <span className="tabular-nums">{count}</span>}
                <ChevronRight aria-hidden size={12} className={classNames('transition-transform', open && 'rotate-90')} />
              </button>
            ) : title}
          </h2>
          {action}
        </header>
      )}
      {open && children}
    </section>
  )
}

/** Facts as pairs: a quiet name left, the value right of it. */
export function Facts({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-ui">
      {facts.map((fact) => (
        <div key={fact.name} className="contents">
          <dt className="text-muted">{fact.name}</dt>
          <dd className="min-w-0 break-words text-ink">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
