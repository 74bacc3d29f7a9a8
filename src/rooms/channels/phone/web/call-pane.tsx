import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, Phone } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Refused } from '../../../../core/web/call.ts'
import { Checkbox } from '../../../../ui/checkbox.tsx'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { useNow } from '../../../../ui/now.ts'
import { firstName } from '../../../../ui/presence.ts'
import { TextArea } from '../../../../ui/text-area.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import { timer, telOf } from './call-words.ts'
import { liveCallQuery, openForm, saveFirst } from './live-call.ts'
import { cardQuery, correct, hangUp, ticketCallsQuery, type Call } from './phone.ts'
import { QuotableLines } from './quotable-lines.tsx'

/** Between head and conversation while somebody is on the phone with this customer: one's own call with its notes, a colleague's as a line. */
export function CallPane({ head }: { head: Head }) {
  const me = useMe()
  const { face } = useDirectory()
  const live = useQuery(liveCallQuery).data?.call
  const others = (useQuery(ticketCallsQuery(head.ticket.id)).data ?? []).filter((one) => one.endedAt === null && one.personId !== me.id)
  return (
    <>
      {live && live.endedAt === null && live.ticketId === head.ticket.id && <Pane key={live.id} call={live} head={head} />}
      {others.map((one) => (
        <p key={one.id} role="status" className="flex min-h-9 shrink-0 items-center gap-2 border-b border-own-line bg-own-soft px-4 py-1 text-ui text-own"><Phone aria-hidden size={14} /><span className="min-w-0 truncate">{firstName(face(one.personId).name)} is on the phone with {one.customerName || 'the customer'}</span><Runs since={one.startedAt} /></p>
      ))}
    </>
  )
}

/** How long a call has run, going on as one looks. */
export function Runs({ since }: { since: string }) {
  const now = useNow(1000)
  return <span role="timer" aria-label="How long the call has run" className="shrink-0 tabular-nums">{timer(now - Date.parse(since))}</span>
}

/** Ends a call and asks how it went. */
export const end = (call: Call) => void hangUp(call.id).then((one) => { if (one) openForm({ kind: 'wrap-up', call: one }) })

function Pane({ call, head }: { call: Call; head: Head }) {
  const card = useQuery(cardQuery(head.ticket.id)).data
  const { notes, readBack, change, saved } = useKeptCall(call, card?.readBack)
  const [open, setOpen] = useState(true)
  return (
    <section aria-label="Notes of your call" className="max-h-[38vh] shrink-0 overflow-y-auto border-b border-own-line bg-own-soft px-4 py-2 max-sm:max-h-[34dvh] max-sm:px-3">
      <header className="flex h-7 items-center gap-3 text-meta font-medium text-own">
        <p className="min-w-0 flex-1 truncate">{call.direction === 'in' ? 'They called' : 'You called'}{call.phone && <> <a href={telOf(call.phone)} className="font-normal tabular-nums underline">{call.phone}</a></>}<span className="font-normal" role="status">{saved ? '' : ' · Saving'}</span></p>
        <IconButton icon={open ? ChevronUp : ChevronDown} size="small" label={open ? 'Fold the notes' : 'Show the notes'} onClick={() => setOpen(!open)} />
      </header>
      {open && (
        <div className="mt-1 grid gap-x-6 gap-y-3 pb-1 sm:grid-cols-2">
          <div className="min-w-0">
            <label className="mb-1 block text-meta font-medium text-soft-ink" htmlFor={`notes-${call.id}`}>Notes, only for teammates</label>
            <TextArea id={`notes-${call.id}`} value={notes} onChange={(text) => change({ notes: text })} maxLength={20_000} rows={4} placeholder="What they say, what you agree on" autoFocus className="sm:min-h-27!" />
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            {readBack.length > 0 && (
              <fieldset>
                <legend className="mb-1 text-meta font-medium text-soft-ink">Read back before you hang up</legend>
                <ul className="flex flex-col gap-1">
                  {readBack.map((line) => (
                    <li key={line.id} className="flex items-center gap-2">
                      <Checkbox checked={line.agreed} onChange={(agreed) => change({ readBack: readBack.map((one) => (one.id === line.id ? { ...one, agreed } : one)) })} label={`${line.label}: agreed`} />
                      <span className="w-24 shrink-0 truncate text-meta text-muted" aria-hidden>{line.label}</span>
                      <TextInput aria-label={line.label} value={line.value} onChange={(value) => change({ readBack: readBack.map((one) => (one.id === line.id ? { ...one, value, agreed: false } : one)) })} maxLength={300} className="flex-1" />
                    </li>
                  ))}
                </ul>
              </fieldset>
            )}
            {card && card.quotables.length > 0 && <div><h3 className="mb-1 text-meta font-medium text-soft-ink">May be quoted</h3><QuotableLines items={card.quotables} ticketId={head.ticket.id} mayAdd={false} /></div>}
          </div>
        </div>
      )}
    </section>
  )
}

type ReadBack = Call['readBack']
const saveAfterMs = 700

/** What is written while one talks, kept on the server as one goes: another window, or a reload, goes on with it. */
function useKeptCall(call: Call, found: readonly Omit<ReadBack[number], 'agreed'>[] | undefined) {
  const [notes, setNotes] = useState(call.notes)
  const [own, setOwn] = useState<ReadBack | null>(call.readBack.length ? call.readBack : null)
  const [saved, setSaved] = useState(true)
  const state = useRef({ notes, readBack: own, version: call.version, dirty: false, running: null as Promise<void> | null })
  const timerOf = useRef<ReturnType<typeof setTimeout>>(undefined)
  state.current.version = Math.max(state.current.version, call.version)
  // Written in another window meanwhile: shown here too, unless one writes here.
  useEffect(() => {
    if (state.current.dirty || state.current.running) return
    setNotes(call.notes)
    if (call.readBack.length) setOwn(call.readBack)
  }, [call.notes, call.readBack])
  const send = async (): Promise<void> => {
    const now = state.current
    while (now.dirty) {
      now.dirty = false
      const body = { notes: now.notes, ...(now.readBack ? { readBack: now.readBack } : {}) }
      try {
        now.version = (await correct(call.id, { version: now.version, ...body })).version
      } catch (error) {
        now.dirty = true
        // Of two windows the one written in last is kept; anything else is tried again with the next key, or on hanging up.
        if (!(error instanceof Refused) || error.code !== 'phone.changed-meanwhile') return
        now.version = (error.data as { version: number }).version
      }
    }
    setSaved(true)
  }
  const save = (): Promise<void> => {
    clearTimeout(timerOf.current)
    return state.current.running ??= send().finally(() => { state.current.running = null })
  }
  const last = useRef(save)
  last.current = save
  useEffect(() => {
    saveFirst(() => last.current())
    return () => { saveFirst(null); void last.current() }
  }, [])
  const readBack: ReadBack = own ?? (found ?? []).map(({ id, label, value }) => ({ id, label, value, agreed: false }))
  const change = (part: { notes?: string; readBack?: ReadBack }) => {
    if (part.notes !== undefined) setNotes(part.notes)
    if (part.readBack) setOwn(part.readBack)
    Object.assign(state.current, part, { dirty: true })
    setSaved(false)
    clearTimeout(timerOf.current)
    timerOf.current = setTimeout(() => void save(), saveAfterMs)
  }
  return { notes, readBack, change, saved }
}
