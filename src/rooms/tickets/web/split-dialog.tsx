import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { Answered, Unreachable, wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { newId } from '../../../core/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { ChooserProps } from './chooser.tsx'
import { call, type Row } from './tickets-call.ts'

interface Draft { subject: string; teamId: string; matter: 'same' | 'new'; to: 'queue' | 'me' | 'owner' }

/** A message that is a matter of its own becomes a ticket of its own; without a message (`messageId` null) a follow-up is opened. Both are linked both ways. */
export default function SplitDialog({ rows, messageId, onDone, onOpenTicket }: ChooserProps & { messageId: string | null; onOpenTicket: (number: number) => void }) {
  const row = rows[0]!
  const place = `child.${row.id}.${messageId ?? 'follow-up'}`
  const [id, setId] = useState(() => newId())
  const [draft, setDraft] = useState<Draft>(() => kept<Draft>(place) ?? { subject: row.subject, teamId: row.teamId, matter: 'new', to: 'queue' })
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const me = useMe()
  const change = (more: Partial<Draft>) => { const next = { ...draft, ...more }; setDraft(next); keep(place, next); setError(null) }
  const close = () => { keep(place, null); onDone() }
  const submit = async () => {
    if (busy) return
    if (!draft.subject.trim()) return setError('Give the new ticket a subject.')
    setBusy(true)
    const body = { id, subject: draft.subject.trim(), teamId: draft.teamId, matter: draft.matter, ownerId: draft.to === 'me' ? me.id : draft.to === 'owner' ? row.ownerId : null }
    try {
      const { ticket } = messageId ? await call('POST /tickets/:id/split', { params: { id: row.id }, body: { ...body, messageId } }) : await call('POST /tickets/:id/follow-ups', { params: { id: row.id }, body })
      void cache.invalidateQueries({ queryKey: ['tickets', 'timeline', row.id] })
      close()
      toasts.show({ text: messageId ? `Split off as #${ticket.number}` : `Opened #${ticket.number}`, action: { label: 'Open it', run: () => onOpenTicket(ticket.number) } })
    } catch (failure) {
      if (failure instanceof Answered && failure.done) return close()
      // What was changed since is a new try, not the same one again; what may have arrived is.
      if (!(failure instanceof Unreachable)) setId(newId())
      setError(wordsFor(failure) || null)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title={messageId ? 'Split off into a new ticket' : 'Open a follow-up ticket'} description={`${messageId ? 'The message moves there; notes stay here. ' : 'For the same customer; nothing written here goes along. '}#${row.number} and the new ticket are linked both ways.`}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" loading={busy} onClick={() => void submit()}>{messageId ? 'Split off' : 'Open ticket'}</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <Field label="Subject of the new ticket" error={error}><TextInput value={draft.subject} onChange={(subject) => change({ subject })} maxLength={300} autoFocus /></Field>
        <Choices draft={draft} row={row} change={change} />
      </form>
    </Dialog>
  )
}

/** What it is about, and to whom it goes. A new matter does not go back to the owner of the first ticket, unless a lead says so. */
function Choices({ draft, row, change }: { draft: Draft; row: Row; change: (more: Partial<Draft>) => void }) {
  const { teams, face } = useDirectory()
  const me = useMe()
  const lead = me.role === 'admin' || (me.role === 'lead' && me.teams.some((one) => one.lead && one.id === row.teamId))
  const others = row.ownerId !== null && row.ownerId !== me.id && (draft.matter === 'same' || lead)
  const whom = [{ id: 'queue' as const, label: 'The queue' }, { id: 'me' as const, label: 'You' }, ...(others ? [{ id: 'owner' as const, label: `${face(row.ownerId!).name}, who owns #${row.number}` }] : [])]
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <span className="text-ui font-medium text-ink">It is about</span>
        <RadioGroup asBar label="It is about" className="self-start" options={[{ id: 'new', label: 'A new matter' }, { id: 'same', label: 'The same matter' }]} value={draft.matter} onChange={(matter) => change({ matter, ...(draft.to === 'owner' && !(matter === 'same' || lead) ? { to: 'queue' } : {}) })} />
      </div>
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Field label="Team"><Select options={teams.map((team) => ({ id: team.id, label: team.name }))} value={draft.teamId} onChange={(teamId) => change({ teamId })} /></Field>
        <Field label="For"><Select options={whom} value={whom.some((one) => one.id === draft.to) ? draft.to : 'queue'} onChange={(to) => change({ to })} /></Field>
      </div>
    </>
  )
}
