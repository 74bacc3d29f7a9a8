import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { change, make, makeFor, rulesQuery, type Form, type Leave } from './leave.ts'
import { daysText, lengthOf } from './leave-words.ts'

type Starts = NonNullable<Form['starts']>
type Ends = NonNullable<Form['ends']>
const beside = { 'leave.cover': 'cover', 'leave.days': 'days', 'leave.overlaps': 'days', 'leave.type-unknown': 'type' }

/** When, what kind, who stands in. For oneself; by a lead for somebody; or other days of one that is there. */
export default function LeaveForm({ forId, leave, onDone }: { forId?: string | undefined; leave?: Leave | undefined; onDone: (made: Leave | null) => void }) {
  const me = useMe()
  const { active, face, everyone } = useDirectory()
  const types = useQuery(rulesQuery).data?.types ?? []
  const [today] = useState(() => new Intl.DateTimeFormat('en-CA', { timeZone: me.zone }).format(Date.now()))
  const [type, setType] = useState(leave?.type ?? (forId ? 'sick' : 'annual'))
  const [first, setFirst] = useState(leave?.firstDay ?? (forId ? today : ''))
  const [last, setLast] = useState(leave?.lastDay ?? (forId ? today : ''))
  const [starts, setStarts] = useState<Starts>(leave?.starts ?? 'morning')
  const [ends, setEnds] = useState<Ends>(leave?.ends ?? 'evening')
  const [coverId, setCover] = useState<string | null>(leave?.coverId ?? null)
  const [note, setNote] = useState(leave?.note ?? '')
  const [id] = useState(newId)
  const who = leave?.personId ?? forId ?? me.id
  const known = types.some((one) => one.key === type) ? type : types[0]?.key ?? type
  const days = { firstDay: first, lastDay: last || first, starts, ends }
  const bad = !first ? 'Choose the first day' : days.lastDay < first ? 'The last day is before the first' : first === days.lastDay && starts === 'midday' && ends === 'midday' ? 'That is no time at all' : null
  const { busy, error, fields, submit } = useSending(async () => {
    const form = { type: known, ...days, coverId, note: note.trim() }
    onDone(await (leave ? change(leave, form) : forId ? makeFor(forId, form, id) : make(form, id)))
  }, beside)
  useKeys({ '⌘enter': { run: () => { if (!bad) submit() }, overDialogs: true } })
  const teams = new Set(everyone.find((one) => one.id === who)?.teams.map((team) => team.id))
  const covers = active.filter((one) => one.id !== who && one.role !== 'collaborator').sort((a, b) => Number(b.teams.some((t) => teams.has(t.id))) - Number(a.teams.some((t) => teams.has(t.id))) || a.name.localeCompare(b.name))
    .map((one) => ({ id: one.id, label: one.name, detail: [one.teams.map((team) => team.name).join(', '), face(one.id).status].filter(Boolean).join(' · '), sign: <Avatar person={face(one.id)} size={20} showPresence decorative /> }))
  const title = leave ? 'Other days' : forId ? `Leave for ${face(forId).name}` : 'Plan leave'
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone(null)} width="small" title={title} description={forId ? 'It is approved at once; what is left to clear is yours.' : leave ? undefined : 'What has to be clear is listed next. Nobody is asked yet.'}
      footer={<><p className="min-w-0 flex-1 text-meta text-muted" role="status">{!bad && `${lengthOf(days)}: ${daysText(days)}`}</p><Button variant="ghost" onClick={() => onDone(null)}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => submit()}>{leave ? 'Change it' : forId ? 'Put on leave' : 'See what to clear'}</Button></>}
    >
      <div className="flex flex-col gap-4">
        <Field label="Kind" error={fields['type']} help="Seen by you and who leads you; others see that you are away."><Select options={types.map((one) => ({ id: one.key, label: one.say }))} value={known} onChange={setType} /></Field>
        <div className="grid grid-cols-2 gap-3">
          <Day label="First day" value={first} least={leave || forId ? undefined : today} error={fields['days']} onChange={(day) => { setFirst(day); if (!last || last < day) setLast(day) }} />
          <Day label="Last day" value={last} least={first || today} onChange={setLast} />
          <Select label="Begins" options={[{ id: 'morning', label: 'All of the first day' }, { id: 'midday', label: 'From midday' }]} value={starts} onChange={setStarts} />
          <Select label="Ends" options={[{ id: 'evening', label: 'All of the last day' }, { id: 'midday', label: 'Until midday' }]} value={ends} onChange={setEnds} />
        </div>
        <Field label="Stands in" optional help="Mentions, answers of customers and handoffs meant for who is away go to them, and say so." error={fields['cover']}><Combobox options={covers} value={covers.find((one) => one.id === coverId) ?? null} onChange={(one) => setCover(one?.id ?? null)} placeholder="A teammate" /></Field>
        <Field label="Note" optional help="For you and who decides."><TextInput value={note} onChange={setNote} maxLength={500} /></Field>
        <Trouble>{error}</Trouble>
      </div>
    </Dialog>
  )
}

function Day({ label, value, least, error, onChange }: { label: string; value: string; least?: string | undefined; error?: string | undefined; onChange: (day: string) => void }) {
  return <Field label={label} error={error}><input type="date" value={value} min={least} aria-label={label} onChange={(event) => onChange(event.target.value)} className="h-8 w-full rounded-md border border-control-line/60 bg-paper px-2 text-ui max-sm:h-10" /></Field>
}
