import { useCallback, useState } from 'react'
import { Combobox } from '../../../ui/combobox.tsx'
import { findAddresses, mailboxOf, optionOf } from './addresses.ts'
import { mailboxWords } from './reply-recipients.ts'
import type { Head, Mailbox } from './tickets-call.ts'

export type RecipientFieldsProps = {
  to: readonly Mailbox[]
  cc: readonly Mailbox[]
  /** Everybody who would get a reply to all. */
  everybody: { to: readonly Mailbox[]; cc: readonly Mailbox[] }
  participants: Head['participants']
  onChange: (to: readonly Mailbox[], cc: readonly Mailbox[]) => void
}

/** Who gets the reply: one line until it is changed. */
export function RecipientFields({ to, cc, everybody, participants, onChange }: RecipientFieldsProps) {
  const [open, setOpen] = useState(false)
  const load = useCallback((query: string, signal: AbortSignal) => findAddresses(query, participants, signal), [participants])
  if (!open) {
    const all = everybody.cc.length > 0 && cc.length === 0
    return (
      <div className="flex min-h-6 items-center gap-2 text-meta text-muted">
        <button type="button" onClick={() => setOpen(true)} className="-mx-1 min-w-0 truncate rounded-sm px-1 text-left hover:bg-hover hover:text-ink">
          To <span className="text-ink">{mailboxWords(to) || 'nobody yet'}</span>{cc.length > 0 && <>, cc <span className="text-ink">{mailboxWords(cc)}</span></>}<span className="sr-only">. Change who gets it</span>
        </button>
        {everybody.cc.length > 0 && <button type="button" onClick={() => onChange(everybody.to, all ? everybody.cc : [])} className="ml-auto shrink-0 rounded-sm px-1 hover:bg-hover hover:text-ink">{all ? 'Reply to all' : 'Reply to one'}</button>}
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-1 py-0.5">
      <Line name="To"><Combobox multiple label="To" load={load} value={to.map(optionOf)} onChange={(next) => onChange(next.map(mailboxOf), cc)} placeholder="Name or address" empty="Type a whole address" className="border-transparent!" /></Line>
      <Line name="Cc"><Combobox multiple label="Cc" load={load} value={cc.map(optionOf)} onChange={(next) => onChange(to, next.map(mailboxOf))} placeholder="Copies to" empty="Type a whole address" className="border-transparent!" /></Line>
    </div>
  )
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return <div className="grid grid-cols-[20px_minmax(0,1fr)] items-center gap-1 text-meta text-muted"><span aria-hidden>{name}</span>{children}</div>
}
