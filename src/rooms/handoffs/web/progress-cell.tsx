import { useRef, useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { Sheet, SheetLine } from './handoffs.ts'
import { saveProgress, type Shown } from './progress.ts'

type Field = 'validation' | 'next'
const labels: Record<Field, string> = { validation: 'Checked so far', next: 'Next step' }

/** What was checked, or what comes next: words that become a field when one goes there, kept when one leaves it. */
export function ProgressCell({ line, field, may }: { line: { readonly ticket: SheetLine['ticket']; readonly progress: Shown }; field: Field; may: boolean }) {
  const { ticket, progress } = line
  const place = `form.progress.${ticket.id}.${field}`
  const [text, setText] = useState<string | null>(() => kept<string>(place))
  const saving = useRef<string | null>(null)
  const shown = text ?? progress[field]
  if (!may) return <p className="text-ui whitespace-pre-line">{shown || <span className="text-muted print:hidden">–</span>}</p>
  const save = async () => {
    if (text === null || text === saving.current) return
    if (text.trim() === progress[field] && saving.current === null) { setText(null); keep(place, null); return }
    saving.current = text
    try {
      const now = await saveProgress(ticket.id, { [field]: text.trim() }, progress)
      cache.setQueriesData<Sheet>({ queryKey: ['handoffs', 'sheet'] }, (sheet) => sheet && { ...sheet, lines: sheet.lines.map((one) => (one.ticket.id === ticket.id ? { ...one, progress: now } : one)) })
      // What was typed while it was being saved stays.
      if (kept<string>(place) === text) keep(place, null)
      setText((typed) => (typed === text ? null : typed))
    } catch (error) {
      if (error instanceof Refused) void cache.invalidateQueries({ queryKey: ['handoffs', 'sheet'] })
      toasts.show({ text: wordsFor(error), detail: 'What you wrote is kept in its field.', tone: 'bad' })
    } finally {
      if (saving.current === text) saving.current = null
    }
  }
  return (
    <textarea
      aria-label={`${labels[field]} on #${ticket.number}`} value={shown} rows={1} maxLength={2000} placeholder="Nothing written yet"
      onChange={(event) => { setText(event.currentTarget.value); keep(place, event.currentTarget.value) }} onBlur={() => void save()}
      onKeyDown={(event) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.blur(); if (event.key === 'Escape') { event.stopPropagation(); setText(null); keep(place, null) } }}
      className="-mx-1.5 field-sizing-content w-full resize-none rounded-md border border-transparent bg-transparent px-1.5 py-0.5 text-ui text-ink placeholder:text-muted hover:border-control-line/50 focus:border-focus focus:bg-paper focus:outline-none max-sm:min-h-9 max-sm:text-[16px] print:border-none print:p-0 print:placeholder:text-transparent"
    />
  )
}
