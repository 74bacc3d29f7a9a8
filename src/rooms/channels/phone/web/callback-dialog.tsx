import { useState } from 'react'
import { newId } from '../../../../core/ids.ts'
import { cache } from '../../../../core/web/cache.ts'
import { useKept } from '../../../../core/web/use-kept.ts'
import { Avatar } from '../../../../ui/avatar.tsx'
import { Button } from '../../../../ui/button.tsx'
import { Combobox } from '../../../../ui/combobox.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useKeys } from '../../../../ui/keys.ts'
import { firstName } from '../../../../ui/presence.ts'
import { TextInput } from '../../../../ui/text-input.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import { useSending } from '../../../people/web/form.ts'
import { withdraw } from '../../../promises/web/promises.ts'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import { callbacksQuery } from './callbacks-due.ts'
import { CallbackWhen, useCallbackTime } from './callback-when.tsx'
import { schedule } from './phone.ts'

/** Promises to call back: when, in the customer's time, what about, and who does. */
export default function CallbackDialog({ head, onDone }: { head: Head; onDone: () => void }) {
  const me = useMe()
  const { active, face } = useDirectory()
  const { ticket } = head
  const name = firstName(ticket.customerName || 'the customer')
  const [id] = useState(() => newId())
  const [at, setAt] = useCallbackTime(ticket.id)
  const { now: text, set: setText, forget } = useKept(`form.callback.${ticket.id}`, () => '')
  const [ownerId, setOwner] = useState(me.id)
  const bad = Number.isNaN(at) ? 'Choose a day and a time' : at <= Date.now() ? 'Choose a time that is ahead' : null
  const { busy, error, submit } = useSending(async () => {
    await schedule(ticket.id, { id, dueAt: new Date(at).toISOString(), ownerId, text: text.trim() })
    forget()
    void cache.invalidateQueries({ queryKey: callbacksQuery.queryKey })
    toasts.show({ text: 'Callback scheduled', undo: () => void withdraw(id, 'Scheduled by mistake') })
    onDone()
  })
  useKeys({ '⌘enter': { run: () => { if (!bad) submit() }, overDialogs: true } })
  const people = active.filter((one) => one.role !== 'collaborator').map((one) => ({ id: one.id, label: one.id === me.id ? `${one.name} (you)` : one.name, sign: <Avatar person={face(one.id)} size={20} showPresence decorative /> }))
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} title={`Call ${ticket.customerName || 'the customer'} back`} description="A promise with a clock: you are reminded ten and two minutes before. When you are on a call then, it is offered to whoever is there."
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => submit()}>Schedule</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (!bad) submit() }}>
        <CallbackWhen ticketId={ticket.id} name={name} value={at} onChange={setAt} error={bad} />
        <Field label="What about" optional><TextInput value={text} onChange={setText} maxLength={300} placeholder={`Tell ${name} the date of the visit`} /></Field>
        <Field label="Who calls"><Combobox options={people} value={people.find((one) => one.id === ownerId) ?? null} onChange={(one) => one && setOwner(one.id)} /></Field>
        <Trouble>{error}</Trouble>
      </form>
    </Dialog>
  )
}
