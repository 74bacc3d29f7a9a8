import { useRef, useState } from 'react'
import { useActs } from '../../../ui/acts.ts'
import type { Row } from './tickets-call.ts'
import { rename } from './ticket-verbs.ts'

/** The subject; a click or `s` makes it a field, Enter keeps it, Esc leaves it as it was. */
export function SubjectEdit({ row, mayChange }: { row: Row; mayChange: boolean }) {
  const [typed, setTyped] = useState<string | null>(null)
  // A field that goes away is left once more: what it was left with first counts.
  const open = useRef(false)
  const begin = () => { open.current = true; setTyped(row.subject) }
  useActs('Ticket', [{ id: 'subject', label: 'Change the subject', keys: 's', run: begin }], { enabled: mayChange })
  const done = (keep: boolean) => {
    if (!open.current) return
    open.current = false
    const next = typed?.trim()
    setTyped(null)
    if (keep && next && next !== row.subject) void rename(row, next)
  }
  if (typed === null) {
    const subject = row.subject || 'No subject'
    return mayChange
      ? <button type="button" onClick={begin} data-tip="Change the subject" data-tip-keys="s" className="block max-w-full truncate rounded-sm text-left font-semibold hover:bg-hover">{subject}</button>
      : subject
  }
  return (
    <input
      aria-label="Subject" value={typed} maxLength={300} autoFocus onFocus={(event) => event.currentTarget.select()} onChange={(event) => setTyped(event.target.value)} onBlur={() => done(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done(true)
        else if (event.key === 'Escape') { event.stopPropagation(); done(false) }
      }}
      className="h-7 w-[min(60ch,50vw)] rounded-sm bg-paper font-semibold outline-2 outline-focus max-sm:w-full max-sm:text-[16px]"
    />
  )
}
