import { useEffect, useState } from 'react'
import { useStore } from '../../../core/web/store.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { useMe } from '../../people/web/directory.ts'
import { waive, waiving, type Subtask } from './subtasks.ts'

/** Where it is asked why a sub-task need not be done here; not beyond the ticket. */
export default function WaiveDialog({ ticketId }: { ticketId: string }) {
  const one = useStore(waiving)
  useEffect(() => () => waiving.set(null), [ticketId])
  return one && <Asking key={one.id} ticketId={ticketId} one={one} />
}

function Asking({ ticketId, one }: { ticketId: string; one: Subtask }) {
  const me = useMe()
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      title="Waive this sub-task" description={one.text} width="small" act="Waive" disabledReason={reason.trim().length < 3 ? 'Say why it need not be done' : null}
      onSubmit={() => waive(ticketId, one, reason.trim(), me.id)} onClose={() => waiving.set(null)}
    >
      <Field label="Why it need not be done here" help="Stays on the ticket, and is kept with its closing."><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
    </FormDialog>
  )
}
