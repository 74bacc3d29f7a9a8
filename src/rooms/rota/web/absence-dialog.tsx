import { use, useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { TimeField } from '../../../ui/time-field.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { PersonField } from './person-field.tsx'
import { daysFrom, mondayOf, rotaChanged } from './rota.ts'
import { callRota } from './swaps.ts'

/** Somebody is not there for a while, whatever their shifts say: ill, at a course. */
export function AbsenceDialog({ teamId, day, onClose }: { teamId: string; day: string; onClose: () => void }) {
  const { zone = 'UTC' } = use(ReaderContext)
  const { face } = useDirectory()
  const [id] = useState(() => newId())
  const [personId, setPerson] = useState<string | null>(null)
  const whole = daysFrom(mondayOf(day), zone).find((one) => one.day === day)!
  const [from, setFrom] = useState(whole.start)
  const [until, setUntil] = useState(whole.end)
  const [why, setWhy] = useState('')
  const bad = !personId ? 'Choose who' : Number.isNaN(from) || Number.isNaN(until) ? 'Say from when until when' : until <= from && 'The end lies before the begin'
  const { busy, error, submit } = useSending(async () => {
    await callRota('POST /rota/absences', { body: { id, personId: personId!, from: new Date(from).toISOString(), until: new Date(until).toISOString(), why: why.trim() } })
    await rotaChanged()
    toasts.show({ text: `${firstName(face(personId!).name)} is absent then` })
    onClose()
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} width="small" title="Add an absence" description="Their shifts in this time are not worked. Leave with a handover is asked for under Leave.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <PersonField label="Who" teamId={teamId} value={personId} onChange={setPerson} />
        <Field label="From"><TimeField label="From" value={from} onChange={setFrom} /></Field>
        <Field label="Until"><TimeField label="Until" value={until} onChange={setUntil} /></Field>
        <Field label="Why" optional help="Seen by leads and by them."><TextInput value={why} onChange={setWhy} maxLength={200} placeholder="Ill" /></Field>
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} disabledReason={bad} className="self-end">Add absence</Button>
      </form>
    </Dialog>
  )
}
