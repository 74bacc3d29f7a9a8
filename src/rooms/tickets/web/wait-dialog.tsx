import { useState } from 'react'
import { useKept } from '../../../core/web/use-kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { TimeField } from '../../../ui/time-field.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { useMe } from '../../people/web/directory.ts'
import type { ChooserProps } from './chooser.tsx'
import type { WaitingFor } from './tickets-call.ts'
import { wait } from './ticket-verbs.ts'
import { wakeChoices } from './wake-times.ts'

const reasons: { id: WaitingFor; label: string; usual: string }[] = [
  { id: 'customer', label: 'Customer', usual: 'days' }, { id: 'teammate', label: 'Teammate', usual: 'tomorrow' }, { id: 'team', label: 'Team', usual: 'tomorrow' },
  { id: 'vendor', label: 'Supplier', usual: 'days' }, { id: 'date', label: 'A date', usual: 'monday' },
]

/** For whom or what, until when: nothing waits for ever. */
export default function WaitDialog({ rows, onDone }: ChooserProps) {
  const { zone } = useMe()
  const [now] = useState(() => Date.now())
  const choices = wakeChoices(now, zone)
  const [reason, setReason] = useState<WaitingFor>('customer')
  const [chosen, setChosen] = useState<string | null>(null)
  const [own, setOwn] = useState(Number.NaN)
  const { now: note, set: setNote, forget } = useKept(`form.wait.${rows.map((row) => row.id).join('.')}`, () => '')
  const usual = reasons.find((one) => one.id === reason)!.usual
  const choice = chosen ?? (choices.some((one) => one.id === usual) ? usual : choices[0]!.id)
  const at = choice === 'own' ? own : choices.find((one) => one.id === choice)!.at
  const bad = Number.isNaN(at) ? 'Choose a day and a time' : at <= now ? 'Choose a time that is ahead' : null
  const submit = () => {
    if (bad) return
    onDone()
    void wait(rows, { for: reason, until: new Date(at).toISOString(), note: note.trim() }).then((done) => { if (done) forget() })
  }
  useKeys({ '⌘enter': { run: submit, overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title={rows.length === 1 ? `Let #${rows[0]!.number} wait` : `Let ${rows.length} tickets wait`}
      description="It comes back by itself at that time, or when the customer writes."
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" disabledReason={bad} onClick={submit}>{bad ? 'Wait' : `Wait until ${shortTime(at, now, { zone })}`}</Button></>}
    >
      <div className="flex flex-col gap-4">
        <Field label="Waits for"><RadioGroup asBar label="Waits for" options={reasons} value={reason} onChange={setReason} className="w-full overflow-x-auto" /></Field>
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-ui font-medium">Wakes up</legend>
          <RadioGroup
            label="Wakes up" value={choice} onChange={setChosen}
            options={[...choices.map(({ id, label, at: when }) => ({ id, label: /\d:\d/.test(label) ? label : `${label}, ${shortTime(when, now, { zone })}` })), { id: 'own', label: 'Another time' }]}
          />
          {choice === 'own' && <TimeField label="Wake-up time" value={own} onChange={setOwn} className="ml-6" />}
        </fieldset>
        <Field label="What for" optional><TextInput value={note} onChange={setNote} maxLength={500} placeholder="The part arrives on Tuesday" /></Field>
      </div>
    </Dialog>
  )
}
