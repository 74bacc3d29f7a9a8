import { useState } from 'react'
import { useKept } from '../../../core/web/use-kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { DueField } from './due-field.tsx'
import { move, type Promised } from './promises.ts'

/** Another time for a promise: which, why, and whether those it was given to know. */
export default function MoveDialog({ one, onDone }: { one: Promised; onDone: () => void }) {
  const [due, setDue] = useState(() => Math.max(Date.parse(one.dueAt), Date.now()) + 24 * 3600_000)
  const [told, setTold] = useState<'yes' | 'no' | null>(null)
  const { now: reason, set: setReason, forget } = useKept(`form.promise-move.${one.id}`, () => '')
  const [busy, setBusy] = useState(false)
  const bad = !(due > Date.now()) ? 'Choose a time that is ahead' : told === null ? 'Say whether the customer was told' : !reason.trim() ? 'Say why' : null
  const submit = async () => {
    if (bad || busy) return
    setBusy(true)
    if (await move(one, { dueAt: new Date(due).toISOString(), told: told === 'yes', reason: reason.trim() })) { forget(); return onDone() }
    setBusy(false)
  }
  useKeys({ '⌘enter': { run: () => void submit(), overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title="Another time" description={one.text}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => void submit()}>Change the time</Button></>}
    >
      <div className="flex flex-col gap-4">
        <DueField label="Until" value={due} onChange={setDue} />
        <Field label="Was the customer told"><RadioGroup label="Was the customer told" value={told} onChange={setTold} options={[{ id: 'yes', label: 'Yes, they know the new time' }, { id: 'no', label: 'Not yet' }]} /></Field>
        <Field label="Why"><TextInput value={reason} onChange={setReason} maxLength={300} placeholder="The part comes a day later" /></Field>
      </div>
    </Dialog>
  )
}
