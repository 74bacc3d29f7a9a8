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
import { clockAt, putDay, rotaChanged, workedWords, type Worked } from './rota.ts'

/** One day of a shift: somebody else, another day, another time. */
export function DayDialog({ one, left, onClose }: { one: Worked; /** Nobody works it: as whose it is left the team. */ left: boolean | undefined; onClose: () => void }) {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const was = { personId: left ? null : one.personId, onDay: one.onDay, starts: clockAt(Date.parse(one.startsAt), one.zone), ends: clockAt(Date.parse(one.endsAt), one.zone) }
  const [personId, setPerson] = useState<string | null>(was.personId)
  const [onDay, setOn] = useState(was.onDay)
  const [starts, setStarts] = useState(was.starts)
  const [ends, setEnds] = useState(was.ends)
  const { busy, error, fields, submit } = useSending(async () => {
    // What stays as it was is not said: its times may be cut by an absence.
    await putDay(one, { ...(personId !== was.personId && { personId }), ...(onDay !== was.onDay && { onDay }), ...(starts !== was.starts && { starts }), ...(ends !== was.ends && { ends }) })
    await rotaChanged()
    toasts.show({ text: 'This day is changed' })
    onClose()
  }, { 'rota.not-member': 'personId', 'rota.same-times': 'ends' })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} width="small" title={left ? 'Choose who works it' : 'Change this day'} description={`${workedWords(one, zone, locale)}. Only this day; the shift stays.`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <PersonField label="Who works it" teamId={one.teamId} value={personId} onChange={setPerson} error={fields['personId']} />
        <Field label="Day"><TextInput type="date" value={onDay} onChange={setOn} required /></Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label="From"><TextInput type="time" value={starts} onChange={setStarts} required /></Field>
          <Field label="Until" error={fields['ends']}><TextInput type="time" value={ends} onChange={setEnds} required /></Field>
        </div>
        {one.zone !== zone && <p className="text-meta text-muted">On the clocks of {one.zone.replaceAll('_', ' ')}.</p>}
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} disabledReason={(!personId && 'Choose who') || (!(onDay && starts && ends) && 'Say when')} className="self-end">{left ? 'Give the shift' : 'Change this day'}</Button>
      </form>
    </Dialog>
  )
}
