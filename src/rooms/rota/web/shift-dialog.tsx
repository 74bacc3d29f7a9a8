import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { optionOf, zoneOptions } from '../../people/web/zones.ts'
import { patternWords } from './pattern-words.ts'
import { PersonField } from './person-field.tsx'
import { dayWords, doing, isoWeekday, rotaChanged, type Shift } from './rota.ts'
import { callRota } from './swaps.ts'
import { WeekdayField } from './weekday-field.tsx'

const about = { 'rota.unknown-zone': 'zone', 'rota.same-times': 'ends', 'rota.days-order': 'lastDay', 'rota.from-order': 'lastDay', 'rota.not-member': 'personId' }
const weeks = [1, 2, 3, 4, 5, 6, 8].map((n) => ({ id: String(n), label: n === 1 ? 'Every week' : n === 2 ? 'Every second week' : `Every ${n} weeks` }))

/** The undo of a change: one shift again, or as it was. */
async function takeBack(was: Shift, now: Shift): Promise<unknown> {
  const at = { params: { id: now.id } }
  if (now.id !== was.id) return await callRota('POST /rota/shifts/:id/rejoin', { ...at, body: { before: was.id, lastDay: was.lastDay } })
  const { id: _, teamId: __, ...pattern } = was
  return await callRota('PUT /rota/shifts/:id', { ...at, body: { ...pattern, from: null } })
}

/** Adds a shift, or changes one: who, when, how often. */
export function ShiftDialog({ teamId, shift, day, personId: wanted, onClose }: { teamId: string; shift: Shift | null; day: string; personId?: string; onClose: () => void }) {
  const me = useMe()
  const { everyone } = useDirectory()
  const [id] = useState(() => newId())
  const [personId, setPerson] = useState<string | null>(shift?.personId ?? wanted ?? null)
  const [name, setName] = useState(shift?.name ?? '')
  const [starts, setStarts] = useState(shift?.starts ?? '09:00')
  const [ends, setEnds] = useState(shift?.ends ?? '17:00')
  const [days, setDays] = useState<readonly number[]>(shift?.days ?? [1, 2, 3, 4, 5])
  const [everyWeeks, setEvery] = useState(shift?.everyWeeks ?? 1)
  const [firstDay, setFirst] = useState(shift?.firstDay ?? day)
  const [lastDay, setLast] = useState(shift?.lastDay ?? '')
  const [repeat, setRepeat] = useState<'weekly' | 'once'>(shift && shift.firstDay === shift.lastDay ? 'once' : 'weekly')
  const [zone, setZone] = useState(shift?.zone ?? null)
  const splits = shift !== null && shift.firstDay !== shift.lastDay && day > shift.firstDay
  const [from, setFrom] = useState<'on' | 'all'>('on')
  const theirs = everyone.find((one) => one.id === personId)?.zone ?? me.zone
  const written = {
    name: name.trim(), zone: zone ?? theirs, starts, ends, firstDay,
    ...(repeat === 'once' ? { days: [isoWeekday(firstDay || day)], everyWeeks: 1, lastDay: firstDay } : { days: [...days], everyWeeks, lastDay: lastDay || null }),
  }
  const bad = !personId ? 'Choose who' : !starts || !ends ? 'Say from when until when' : !firstDay ? 'Choose a day' : written.days.length === 0 ? 'Choose a weekday' : false
  const { busy, error, fields, submit } = useSending(async () => {
    const body = { personId: personId!, ...written }
    const now = shift ? await callRota('PUT /rota/shifts/:id', { params: { id: shift.id }, body: { ...body, from: splits && from === 'on' ? day : null } }) : await callRota('POST /rota/shifts', { body: { id, teamId, ...body } })
    await rotaChanged()
    toasts.show({ text: shift ? 'Shift changed' : 'Shift added', ...(shift ? { undo: () => void doing(() => takeBack(shift, now), 'Taken back') } : {}) })
    onClose()
  }, about)
  const end = async (before: string | null) => { if (await doing(() => callRota('POST /rota/shifts/:id/end', { params: { id: shift!.id }, body: { before } }), before ? 'The shift ends before that day' : 'Shift taken out', () => callRota('POST /rota/shifts/:id/resume', { params: { id: shift!.id }, body: { lastDay: shift!.lastDay } }))) onClose() }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} width="medium" title={shift ? 'Change the shift' : 'Add a shift'} description={shift ? 'Days that differ keep what was said for them.' : undefined}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <PersonField label="Who" teamId={teamId} value={personId} onChange={setPerson} error={fields['personId']} />
          <Field label="Name" optional><TextInput value={name} onChange={setName} maxLength={40} placeholder="Early" /></Field>
          <Field label="From"><TextInput type="time" value={starts} onChange={setStarts} required /></Field>
          <Field label="Until" error={fields['ends']} help={ends && starts && ends <= starts ? 'On the next day' : undefined}><TextInput type="time" value={ends} onChange={setEnds} required /></Field>
          <Field label="Time zone" help="What the clocks there show, in summer and in winter." error={fields['zone']}><Combobox options={zoneOptions} value={optionOf(written.zone, zoneOptions)} onChange={(one) => one && setZone(one.id)} /></Field>
          <Field label="How often"><Select options={[{ id: 'once', label: 'Once' }, ...weeks]} value={repeat === 'once' ? 'once' : String(everyWeeks)} onChange={(n) => { setRepeat(n === 'once' ? 'once' : 'weekly'); if (n !== 'once') setEvery(Number(n)) }} /></Field>
        </div>
        {repeat === 'weekly' && <WeekdayField value={days} onChange={setDays} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={repeat === 'once' ? 'On' : 'First day'} help={splits && from === 'on' ? `The shift so far began then; the change begins on ${dayWords(day)}.` : undefined}><TextInput type="date" value={firstDay} onChange={setFirst} required /></Field>
          {repeat === 'weekly' && <Field label="Last day" optional error={fields['lastDay']}><TextInput type="date" value={lastDay} onChange={setLast} /></Field>}
        </div>
        {splits && <RadioGroup label="What changes" value={from} onChange={setFrom} options={[{ id: 'on', label: `From ${dayWords(day)} on` }, { id: 'all', label: 'All of it, also what is past' }]} />}
        {!bad && <p className="text-ui text-muted">{patternWords(written)}</p>}
        <Trouble>{error}</Trouble>
        <div className="flex flex-wrap items-center gap-2">
          {splits && <Button variant="ghost" onClick={() => void end(day)}>End it before {dayWords(day)}</Button>}
          {shift && <Button variant="ghost" onClick={() => void end(null)}>Take it out</Button>}
          <Button type="submit" variant="primary" loading={busy} disabledReason={bad} className="ml-auto">{shift ? 'Save shift' : 'Add shift'}</Button>
        </div>
      </form>
    </Dialog>
  )
}
