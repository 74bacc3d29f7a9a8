import { createPortal } from 'react-dom'
import { classNames } from '../class-names.ts'
import type { Mentionable } from '../rich-text.tsx'

export type MentionListProps = {
  items: readonly Mentionable[]
  active: number
  place: DOMRect | null
  loading: boolean
  onChoose: (one: Mentionable) => void
}

/** Who can be meant by what was typed after the @. */
export function MentionList({ items, active, place, loading, onChoose }: MentionListProps) {
  if (!place || (items.length === 0 && !loading)) return null
  const above = place.bottom + 260 > innerHeight
  return createPortal(
    <ul
      role="listbox" aria-label="Mention" data-blocks-keys
      className="fixed z-50 max-h-64 w-72 overflow-y-auto rounded-lg bg-raised p-1 shadow-float"
      style={{ left: Math.min(place.left, innerWidth - 300), ...(above ? { bottom: innerHeight - place.top + 6 } : { top: place.bottom + 6 }) }}
    >
      {items.length === 0 && <li className="px-2 py-1.5 text-meta text-muted">Searching…</li>}
      {items.map((item, index) => (
        <li
          key={item.id} role="option" aria-selected={index === active}
          onMouseDown={(event) => { event.preventDefault(); onChoose(item) }}
          ref={(element) => { if (index === active) element?.scrollIntoView({ block: 'nearest' }) }}
          className={classNames('flex min-h-9 items-center gap-2 rounded-md px-2 py-1 text-ui', index === active ? 'bg-pressed' : 'hover:bg-hover')}
        >
          {item.sign}
          <span className="min-w-0 flex-1 truncate">{item.label}</span>
          {item.detail && <span className="shrink-0 text-meta text-muted">{item.detail}</span>}
        </li>
      ))}
    </ul>,
    document.body,
  )
}
