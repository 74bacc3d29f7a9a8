import { Ellipsis } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { Tooltip } from '../tooltip.tsx'

/** Earlier mails and signatures under a message, folded to three dots. */
export function FoldedQuote({ label = 'earlier messages', children }: { /** What is folded: "earlier messages", "signature". */ label?: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className="mt-2">
      <Tooltip text={`${open ? 'Hide' : 'Show'} ${label}`}>
        <button type="button" aria-expanded={open} aria-controls={open ? id : undefined} aria-label={`${open ? 'Hide' : 'Show'} ${label}`} onClick={() => setOpen(!open)} className="grid h-6 w-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink">
          <span className="grid h-3.5 w-6 place-items-center rounded-full bg-n-4"><Ellipsis aria-hidden size={14} /></span>
        </button>
      </Tooltip>
      {open && <div id={id} className="prose mt-2 border-l-2 border-line-strong pl-3 text-muted">{children}</div>}
    </div>
  )
}
