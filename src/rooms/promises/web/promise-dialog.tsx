import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { TextInput } from '../../../ui/text-input.tsx'
import { atHour } from '../../../ui/at-hour.ts'
import { customerQuery } from '../../customers/web/customers.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { DueField } from './due-field.tsx'
import { make } from './promises.ts'

interface Begun { readonly text: string; readonly due: number; readonly ownerId: string }

/** Writes down what the customer was told would happen. What was typed is kept when the dialog closes. */
export default function PromiseDialog({ head, onDone }: { head: Head; onDone: () => void }) {
  const me = useMe()
  const { active, face } = useDirectory()
  const { ticket } = head
  const place = `promise.${ticket.id}`
  const customer = useQuery({ ...customerQuery(ticket.customerId ?? ''), enabled: ticket.customerId !== null }).data
  const [id] = useState(() => newId())
  const [begun, setBegun] = useState<Begun>(() => kept<Begun>(place) ?? { text: '', due: atHour(Date.now(), 1, 17, me.zone), ownerId: me.id })
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Begun>) => { const next = { ...begun, ...part }; setBegun(next); keep(place, next) }
  const bad = !begun.text.trim() ? 'Say what was promised' : !(begun.due > Date.now()) ? 'Choose a time that is ahead' : null
  const submit = async () => {
    if (bad || busy) return
    setBusy(true)
    const done = await make(ticket.id, { id, text: begun.text.trim(), dueAt: new Date(begun.due).toISOString(), ownerId: begun.ownerId })
    setBusy(false)
    if (!done) return
    keep(place, null)
    onDone()
  }
  useKeys({ '⌘enter': { run: () => void submit(), overDialogs: true } })
  const people = active.filter((one) => one.role !== 'collaborator').map((one) => ({ id: one.id, label: one.id === me.id ? `${one.name} (you)` : one.name, sign: <Avatar person={face(one.id)} size={20} showPresence decorative /> }))
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title="Note a promise" description={`What ${ticket.customerName || 'the customer'} was told would happen. It runs until it is kept.`}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => void submit()}>Note promise</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <Field label="What"><TextInput value={begun.text} onChange={(text) => change({ text })} maxLength={500} placeholder="Call back about the boiler" autoFocus /></Field>
        <DueField label="Until" value={begun.due} onChange={(due) => change({ due })} zone={customer?.zone} />
        <Field label="Who sees to it"><Combobox options={people} value={people.find((one) => one.id === begun.ownerId) ?? null} onChange={(one) => one && change({ ownerId: one.id })} /></Field>
      </form>
    </Dialog>
  )
}
