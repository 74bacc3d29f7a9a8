import { use, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { PersonField } from './person-field.tsx'
import { clockAt, dayAt, putDay, rotaChanged, workedWords, type Worked } from './rota.ts'

/** One day of a shift: somebody else, another day, another time. */
export function DayDialog({ one, onClose }: { one: Worked; onClose: () => void }) {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const [start, end] = [Date.parse(one.startsAt), Date.parse(one.endsAt)]
  const [personId, setPerson] = useState<string | null>(one.personId)
  const [on, setOn] = useState(() => dayAt(start, one.zone))
  const [starts, setStarts] = useState(() => clockAt(start, one.zone))
  const [ends, setEnds] = useState(() => clockAt(end, one.zone))
  const { busy, error, fields, submit } = useSending(async () => {
    await putDay(one, { personId, onDay: on, starts, ends })
    await rotaChanged()
    toasts.show({ text: 'This day is changed' })
    onClose()
  }, { 'rota.not-member': 'personId', 'rota.same-times': 'ends' })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} width="small" title="Change this day" description={`${workedWords(one, zone, locale)}. Only this day; the shift stays.`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <PersonField label="Who works it" teamId={one.teamId} value={personId} onChange={setPerson} error={fields['personId']} />
        <Field label="Day"><TextInput type="date" value={on} onChange={setOn} required /></Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label="From"><TextInput type="time" value={starts} onChange={setStarts} required /></Field>
          <Field label="Until" error={fields['ends']}><TextInput type="time" value={ends} onChange={setEnds} required /></Field>
        </div>
        {one.zone !== zone && <p className="text-meta text-muted">On the clocks of {one.zone.replaceAll('_', ' ')}.</p>}
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} disabledReason={(!personId && 'Choose who') || (!(on && starts && ends) && 'Say when')} className="self-end">Change this day</Button>
      </form>
    </Dialog>
  )
}
