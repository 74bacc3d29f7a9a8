import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { IconButton } from '../icon-button.tsx'

/** The 48-pixel line over a list or a page: a title, a few words, acts at the right. */
export function PageHead({ title, detail, onBack, children, level = 1 }: { title: ReactNode; detail?: ReactNode; /** The way back to the list on narrow screens. */ onBack?: () => void; children?: ReactNode; level?: 1 | 2 }) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <header className={classNames('flex h-12 shrink-0 items-center gap-2 border-b border-line px-4', onBack && 'max-sm:px-2')}>
      {onBack && <IconButton icon={ChevronLeft} label="Back" onClick={onBack} className="-ml-1" />}
      <Heading className="min-w-0 truncate text-message font-semibold text-ink">{title}</Heading>
      {detail && <span className="min-w-0 truncate text-meta text-muted tabular-nums">{detail}</span>}
      <div className="ml-auto flex shrink-0 items-center gap-1">{children}</div>
    </header>
  )
}

/** A page of its own without a list: settings, reports, sheets. Title, lead, then the content in a readable width. */
export function Page({ title, lead, actions, width = 880, children }: { title: ReactNode; lead?: ReactNode; actions?: ReactNode; width?: number; children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto px-8 py-8 max-sm:px-4 max-sm:py-4" style={{ maxWidth: width + 64 }}>
        <header className="mb-6 flex flex-wrap items-start gap-3">
          <div className="min-w-0 flex-1">
            <h1 className="text-title font-semibold text-balance">{title}</h1>
            {lead && <p className="mt-1 max-w-[64ch] text-ui text-muted">{lead}</p>}
          </div>
          {actions && <div data-chrome className="flex items-center gap-2">{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  )
}
