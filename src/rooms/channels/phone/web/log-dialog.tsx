import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '../../../../core/ids.ts'
import { keep, kept } from '../../../../core/web/kept.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useKeys } from '../../../../ui/keys.ts'
import { RadioGroup } from '../../../../ui/radio-group.tsx'
import { Select } from '../../../../ui/select.tsx'
import { TextArea } from '../../../../ui/text-area.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { TimeField } from '../../../../ui/time-field.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useSending } from '../../../people/web/form.ts'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import { callOutcomes, channelWords, otherOutcomes, outcomeLabels } from './call-words.ts'
import { contactQuery, logCall, type Call, type Outcome } from './phone.ts'

type Channel = Call['channel']
const channels = (['phone', 'text', 'chat', 'letter', 'visit'] as const).map((id) => ({ id, label: channelWords[id]! }))
interface Begun { readonly channel: Channel; readonly direction: 'out' | 'in'; readonly outcome: Outcome | null; readonly minutes: string; readonly notes: string; readonly phone: string }
const fresh: Begun = { channel: 'phone', direction: 'out', outcome: null, minutes: '', notes: '', phone: '' }

/** Writes down a call that was made, or another attempt by hand. What was typed is kept when the dialog closes. */
export default function LogDialog({ head, onDone }: { head: Head; onDone: () => void }) {
  const { ticket } = head
  const place = `call.${ticket.id}`
  const [id] = useState(() => newId())
  const [begun, setBegun] = useState<Begun>(() => ({ ...fresh, ...kept<Begun>(place) }))
  const [at, setAt] = useState<number | null>(null)
  const numbers = (useQuery(contactQuery(ticket.id)).data?.addresses ?? []).filter((one) => one.kind === 'phone')
  const change = (part: Partial<Begun>) => { const next = { ...begun, ...part }; setBegun(next); keep(place, next) }
  const outcomes = begun.channel === 'phone' ? callOutcomes : otherOutcomes
  const outcome = begun.outcome && outcomes.includes(begun.outcome) ? begun.outcome : begun.channel === 'phone' ? null : 'sent'
  const minutes = begun.minutes.trim() === '' ? 0 : Number(begun.minutes.replace(',', '.'))
  const bad = !outcome ? 'Say how it went' : Number.isNaN(minutes) || minutes < 0 || minutes > 1440 ? 'Minutes are a number' : at !== null && (Number.isNaN(at) ? 'Choose a day and a time' : at > Date.now() + 60_000 ? 'Choose a time that is past' : null)
  const { busy, error, submit } = useSending(async () => {
    await logCall(ticket.id, { id, channel: begun.channel, direction: begun.direction, outcome: outcome!, notes: begun.notes.trim(), phone: begun.channel === 'phone' || begun.channel === 'text' ? begun.phone || numbers[0]?.value || '' : '', seconds: begun.channel === 'phone' ? Math.round(minutes * 60) : 0, ...(at === null ? {} : { startedAt: new Date(at).toISOString() }) })
    keep(place, null)
    toasts.show({ text: begun.channel === 'phone' ? 'Call logged' : `${channelWords[begun.channel]} logged` })
    onDone()
  })
  useKeys({ '⌘enter': { run: () => { if (!bad) submit() }, overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} title="Log a call or a text" description="It stands on the timeline for teammates, and counts as an attempt to reach them."
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => submit()}>Log it</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (!bad) submit() }}>
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          <Field label="What it was" className="w-44"><Select options={channels} value={begun.channel} onChange={(channel) => change({ channel, outcome: null })} /></Field>
          <Field label="From whom"><RadioGroup asBar label="From whom" value={begun.direction} onChange={(direction) => change({ direction })} options={[{ id: 'out', label: 'From us' }, { id: 'in', label: 'From them' }]} /></Field>
        </div>
        <Field label="How it went"><RadioGroup label="How it went" value={outcome} onChange={(one) => change({ outcome: one })} options={outcomes.map((one) => ({ id: one, label: outcomeLabels[one] }))} className="grid! grid-cols-2 sm:grid-cols-3" /></Field>
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          <Field label="When"><div className="flex items-center gap-2">{at === null ? <><span className="text-ui">Just now</span><Button size="small" variant="ghost" onClick={() => setAt(Date.now() - 10 * 60_000)}>Another time</Button></> : <TimeField label="When" value={at} onChange={setAt} />}</div></Field>
          {begun.channel === 'phone' && <Field label="Minutes" optional className="w-28"><TextInput value={begun.minutes} onChange={(text) => change({ minutes: text })} inputMode="decimal" placeholder="0" /></Field>}
        </div>
        <Field label="Notes" optional help="Only for teammates. They never reach the customer."><TextArea value={begun.notes} onChange={(text) => change({ notes: text })} maxLength={20_000} placeholder="What they said, what you agreed on" /></Field>
        <Trouble>{error}</Trouble>
      </form>
    </Dialog>
  )
}
