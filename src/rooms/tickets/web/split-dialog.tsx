import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { newId } from '../../../core/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import type { ChooserProps } from './chooser.tsx'
import { call } from './tickets-call.ts'

/** A message that is a matter of its own becomes a ticket of its own, linked both ways. */
export default function SplitDialog({ rows, messageId, onDone, onOpenTicket }: ChooserProps & { messageId: string; onOpenTicket: (number: number) => void }) {
  const row = rows[0]!
  const { teams } = useDirectory()
  const [id] = useState(() => newId())
  const [subject, setSubject] = useState(row.subject)
  const [teamId, setTeamId] = useState(row.teamId)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (!subject.trim()) return setError('Give the new ticket a subject.')
    setBusy(true)
    try {
      const { ticket } = await call('POST /tickets/:id/split', { params: { id: row.id }, body: { id, messageId, subject: subject.trim(), teamId } })
      void cache.invalidateQueries({ queryKey: ['tickets', 'timeline', row.id] })
      onDone()
      toasts.show({ text: `Split off as #${ticket.number}`, action: { label: 'Open it', run: () => onOpenTicket(ticket.number) } })
    } catch (failure) {
      setError(wordsFor(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title="Split off into a new ticket" description={`The message moves there. #${row.number} and the new ticket are linked both ways.`}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" loading={busy} onClick={() => void submit()}>Split off</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <Field label="Subject of the new ticket" error={error}><TextInput value={subject} onChange={setSubject} maxLength={300} autoFocus /></Field>
        <Field label="Team"><Select options={teams.map((team) => ({ id: team.id, label: team.name }))} value={teamId} onChange={setTeamId} /></Field>
      </form>
    </Dialog>
  )
}
