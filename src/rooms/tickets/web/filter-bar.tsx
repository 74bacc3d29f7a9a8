import { Plus, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { useActs } from '../../../ui/acts.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { chipsOf, isFiltered, type NamedReason } from './filter-words.ts'
import type { Filter, Order } from './tickets-call.ts'

const FilterChooser = lazy(() => import('./filter-chooser.tsx'))
const SaveViewDialog = lazy(() => import('./save-view-dialog.tsx'))

export type FilterBarProps = { view: string; filter: Filter; order: Order; onChange: (next: Filter) => void; choosing: boolean; onChoosing: (open: boolean) => void; onSaved: (view: string) => void; /** Reasons of closing, as the room that keeps them names them. */ reasons: readonly NamedReason[] }

/** What the list is narrowed by, each to be taken off; and the way to keep it as a view. */
export function FilterBar({ view, filter, order, onChange, choosing, onChoosing, onSaved, reasons }: FilterBarProps) {
  const me = useMe()
  const chips = chipsOf(filter, useDirectory(), me.id, reasons)
  const [saving, setSaving] = useState(false)
  useActs('List', [
    { id: 'filter', label: 'Filter this list', keys: '⇧f', run: () => onChoosing(true) },
    ...(isFiltered(filter) ? [{ id: 'save-view', label: 'Save this filter as a view', run: () => setSaving(true) }, { id: 'clear-filter', label: 'Clear the filter', run: () => onChange({}) }] : []),
  ])
  return (
    <>
      {chips.length > 0 && (
        <div className="flex flex-wrap items-center gap-1 border-b border-line px-3 py-1.5" role="group" aria-label="Filter">
          {chips.map((chip) => (
            <button key={chip.id} type="button" onClick={() => onChange(chip.without)} aria-label={`Take off ${chip.words}`} className="group flex h-6 max-w-full items-center gap-1 rounded-full bg-n-4 pr-1.5 pl-2.5 text-meta text-ink hover:bg-n-5 max-sm:h-9">
              <span className="truncate">{chip.words}</span><X aria-hidden size={12} className="shrink-0 text-muted group-hover:text-ink" />
            </button>
          ))}
          <button type="button" onClick={() => onChoosing(true)} aria-label="Add a filter" className="grid size-6 place-items-center rounded-full text-muted hover:bg-hover hover:text-ink max-sm:size-9"><Plus aria-hidden size={14} /></button>
          <Button variant="ghost" size="small" className="ml-auto" onClick={() => setSaving(true)}>Save view</Button>
        </div>
      )}
      {choosing && <Suspense fallback={null}><FilterChooser filter={filter} reasons={reasons} onChange={onChange} onDone={() => onChoosing(false)} /></Suspense>}
      {saving && <Suspense fallback={null}><SaveViewDialog base={view} filter={filter} order={order} onDone={() => setSaving(false)} onSaved={onSaved} /></Suspense>}
    </>
  )
}
