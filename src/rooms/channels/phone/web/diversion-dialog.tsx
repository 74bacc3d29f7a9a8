import { useState } from 'react'
import { cache } from '../../../../core/web/cache.ts'
import { atHour } from '../../../../ui/at-hour.ts'
import { Avatar } from '../../../../ui/avatar.tsx'
import { Button } from '../../../../ui/button.tsx'
import { Combobox } from '../../../../ui/combobox.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useKeys } from '../../../../ui/keys.ts'
import { TextInput } from '../../../../ui/text-input.tsx'
import { TimeField } from '../../../../ui/time-field.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import { useSending } from '../../../people/web/form.ts'
import { callPhone, type Diversion } from './phone.ts'

/** Says where somebody's calls go, from when to when. */
export default function DiversionDialog({ personId, before, onDone }: { personId: string; before: Diversion | null; onDone: () => void }) {
  const me = useMe()
  const { active, face } = useDirectory()
  const [from, setFrom] = useState(() => (before ? Date.parse(before.from) : Date.now()))
  const [until, setUntil] = useState(() => (before ? Date.parse(before.until) : atHour(Date.now(), 1, 9, me.zone)))
  const [toPersonId, setTo] = useState<string | null>(before?.toPersonId ?? null)
  const [number, setNumber] = useState(before?.number ?? '')
  const [note, setNote] = useState(before?.note ?? '')
  const mine = personId === me.id
  const bad = Number.isNaN(from) || Number.isNaN(until) ? 'Choose a day and a time' : until <= from ? 'It ends before it starts' : until <= Date.now() ? 'Choose an end that is ahead' : !toPersonId && !number.trim() ? 'Say who takes the calls' : null
  const { busy, error, submit } = useSending(async () => {
    await callPhone('PUT /people/:id/diversion', { params: { id: personId }, body: { from: new Date(from).toISOString(), until: new Date(until).toISOString(), toPersonId, number: number.trim(), note: note.trim() } })
    void cache.invalidateQueries({ queryKey: ['phone', 'diversions'] })
    toasts.show({ text: from > Date.now() ? 'Calls will be diverted' : 'Calls are diverted' })
    onDone()
  })
  useKeys({ '⌘enter': { run: () => { if (!bad) submit() }, overDialogs: true } })
  const people = active.filter((one) => one.id !== personId && one.role !== 'collaborator').map((one) => ({ id: one.id, label: one.name, detail: one.teams.map((team) => team.name).join(', '), sign: <Avatar person={face(one.id)} size={20} showPresence decorative /> }))
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title={mine ? 'Divert my calls' : `Divert calls of ${face(personId).name}`} description="It begins and ends by itself. Leads see it."
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => submit()}>Divert</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (!bad) submit() }}>
        <Field label="Who takes the calls" optional><Combobox options={people} value={people.find((one) => one.id === toPersonId) ?? null} onChange={(one) => setTo(one?.id ?? null)} placeholder="A teammate" /></Field>
        <Field label="At which number" optional={toPersonId !== null}><TextInput value={number} onChange={setNumber} maxLength={40} inputMode="tel" placeholder="+49 30 …" /></Field>
        <Field label="From"><TimeField label="From" value={from} onChange={setFrom} /></Field>
        <Field label="Until"><TimeField label="Until" value={until} onChange={setUntil} /></Field>
        <Field label="Note" optional><TextInput value={note} onChange={setNote} maxLength={200} placeholder="On leave" /></Field>
        <Trouble>{error}</Trouble>
      </form>
    </Dialog>
  )
}
