import type { ReactNode } from 'react'

/** One matter of a settings page: its name and what it means at the left, what to do at the right. */
export function Section({ title, help, children }: { title: string; help?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-t border-line py-7 first-of-type:border-t-0 first-of-type:pt-0 lg:grid-cols-[minmax(0,232px)_minmax(0,1fr)]">
      <header>
        <h2 className="text-message font-semibold text-ink">{title}</h2>
        {help && <p className="mt-1 text-ui text-pretty text-muted">{help}</p>}
      </header>
      <div className="min-w-0">{children}</div>
    </section>
  )
}

/** Lines of a list with hairlines between. */
export const Lines = ({ children, label }: { children: ReactNode; label: string }) => <ul aria-label={label} className="flex flex-col divide-y divide-line">{children}</ul>

/** One line: what it is, a quieter line below, acts at the right. */
export function Line({ sign, title, detail, children }: { sign?: ReactNode; title: ReactNode; detail?: ReactNode; children?: ReactNode }) {
  return (
    <li className="flex min-h-12 items-center gap-3 py-2 first:pt-0 last:pb-0">
      {sign}
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-ui font-medium text-ink">{title}</p>
        {detail && <p className="mt-0.5 min-w-0 text-meta break-words text-muted">{detail}</p>}
      </div>
      {children && <div className="flex shrink-0 items-center gap-1">{children}</div>}
    </li>
  )
}
