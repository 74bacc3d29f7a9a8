import { useRef, useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Button } from '../../../ui/button.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { saveProgress } from '../../handoffs/web/progress.ts'
import { endQuery, type EndOfShift, type EndTicket } from './handovers.ts'

/** What comes next on a ticket, in one line; kept with the ticket as on the hand-off sheet, when one leaves the field or presses Enter. */
export function NextStepField({ one, teamId }: { one: EndTicket; teamId: string | null }) {
  const { ticket, progress } = one
  const place = `form.progress.${ticket.id}.next`
  const [text, setText] = useState<string | null>(() => kept<string>(place))
  const saving = useRef<string | null>(null)
  const stale = one.standing === 'unfinished' && progress.next !== ''
  const save = async (said = text) => {
    if (said === null || said === saving.current) return
    const next = said.trim()
    // The same words again say that they still hold: the customer wrote since.
    if (next === progress.next && !stale && saving.current === null) { setText(null); keep(place, null); return }
    saving.current = said
    try {
      const now = await saveProgress(ticket.id, { next }, progress)
      cache.setQueryData<EndOfShift>(endQuery(teamId).queryKey, (end) => end && { ...end, tickets: end.tickets.map((other) => (other.ticket.id === ticket.id ? { ...other, progress: now, standing: now.next && other.standing === 'unfinished' ? 'next-step' : !now.next && other.standing === 'next-step' ? 'unfinished' : other.standing } : other)) })
      // What was typed while it was being saved stays.
      if (kept<string>(place) === said) keep(place, null)
      setText((typed) => (typed === said ? null : typed))
    } catch (error) {
      if (error instanceof Refused) void cache.invalidateQueries({ queryKey: endQuery(teamId).queryKey })
      toasts.show({ text: wordsFor(error), detail: 'What you wrote is kept in its field.', tone: 'bad' })
    } finally {
      if (saving.current === said) saving.current = null
    }
  }
  return (
    <span className="flex items-start gap-1.5">
    <textarea
      aria-label={`Next step on #${ticket.number}`} value={text ?? progress.next} rows={1} maxLength={2000} placeholder="What comes next?"
      onChange={(event) => { const value = event.currentTarget.value.replaceAll('\n', ' '); setText(value); keep(place, value) }} onBlur={() => void save()}
      onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); event.currentTarget.blur() } if (event.key === 'Escape') { event.stopPropagation(); setText(null); keep(place, null); event.currentTarget.blur() } }}
      className="field-sizing-content relative z-10 w-full resize-none rounded-md border border-line bg-paper px-2 py-1 text-ui text-ink placeholder:text-muted hover:border-control-line focus:border-focus focus:outline-none max-sm:min-h-10 max-sm:text-[16px]"
    />
    {stale && <Button size="small" className="relative z-10" onClick={() => void save(text ?? progress.next)}>Still so</Button>}
    </span>
  )
}
