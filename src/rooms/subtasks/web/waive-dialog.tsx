import { useEffect, useState } from 'react'
import { useStore } from '../../../core/web/store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { TextInput } from '../../../ui/text-input.tsx'
import { useMe } from '../../people/web/directory.ts'
import { waive, waiving } from './subtasks.ts'

/** Why a sub-task need not be done here. */
export default function WaiveDialog({ ticketId }: { ticketId: string }) {
  const one = useStore(waiving)
  const me = useMe()
  const [reason, setReason] = useState('')
  const close = () => waiving.set(null)
  useEffect(() => { if (one) setReason('') }, [one])
  useEffect(() => close, [ticketId])
  const bad = reason.trim().length < 3 ? 'Say why it need not be done' : null
  const submit = () => { if (one && !bad) { close(); void waive(ticketId, one, reason.trim(), me.id) } }
  useKeys({ '⌘enter': { run: submit, overDialogs: true } }, { enabled: one !== null })
  if (!one) return null
  return (
    <Dialog
      open onOpenChange={(open) => !open && close()} title="Waive this sub-task" description={one.text} width="small"
      footer={<><Button variant="ghost" onClick={close}>Cancel</Button><Button variant="primary" shortcut="⌘enter" disabledReason={bad} onClick={submit}>Waive</Button></>}
    >
      <Field label="Why it need not be done here" help="Stays on the ticket, and is kept with its closing."><TextInput value={reason} onChange={setReason} maxLength={300} autoFocus onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); submit() } }} /></Field>
    </Dialog>
  )
}
