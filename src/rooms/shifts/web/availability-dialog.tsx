import { useQuery } from '@tanstack/react-query'
import { use, useState } from 'react'
import { atHour } from '../../../ui/at-hour.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { firstName } from '../../../ui/presence.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { TimeField } from '../../../ui/time-field.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { sayAvailability, stateWords, useAvailability, useUnavailable, type State } from './availability.ts'
import { shiftRulesQuery, useOwnStates } from './own-states.ts'

const states: { id: string; label: string; detail?: string }[] = [
  { id: 'available', label: 'Available' }, { id: 'focusing', label: 'Focusing' }, { id: 'on-a-call', label: 'On a call' }, { id: 'in-a-meeting', label: 'In a meeting' },
  { id: 'on-a-break', label: 'On a break' }, { id: 'in-training', label: 'In training' }, { id: 'offline', label: 'Offline', detail: 'Nothing new arrives' }, { id: 'on-leave', label: 'On leave', detail: 'Somebody may stand in' },
]
const minute = 60_000
const offQueue: readonly State[] = ['focusing', 'in-a-meeting', 'on-a-break', 'in-training']

/** Whether somebody can be given work, until when, and who stands in. One's own, or for a teammate. */
export default function AvailabilityDialog({ personId, onDone }: { personId: string; onDone: () => void }) {
  const me = useMe()
  const reader = use(ReaderContext)
  const { everyone, active, face } = useDirectory()
  const away = useUnavailable()
  const before = useAvailability(personId)
  const [now] = useState(() => Date.now())
  const ownStates = useOwnStates()
  /** One of the product's states, or the id of one of the workspace's own. */
  const [chosen, setChosen] = useState<string>(before?.stateId ?? before?.state ?? 'available')
  const mapped = ownStates.find((one) => one.id === chosen)
  const state = mapped?.state ?? (chosen in stateWords ? (chosen as State) : before?.state ?? 'available')
  const limit = useQuery(shiftRulesQuery(null)).data?.offQueueMinutes
  const [until, setUntil] = useState<string>(before?.until && before.source === 'hand' ? 'own' : 'open')
  const [own, setOwn] = useState(() => (before?.until && before.source === 'hand' ? Date.parse(before.until) : Number.NaN))
  const [note, setNote] = useState(before?.note ?? '')
  const [coverId, setCover] = useState<string | null>(before?.coverId ?? null)
  const mine = personId === me.id
  const zone = everyone.find((one) => one.id === personId)?.zone ?? me.zone
  const ends = [
    { id: 'half', label: 'For 30 minutes', at: now + 30 * minute }, { id: 'hour', label: 'For an hour', at: now + 60 * minute },
    { id: 'tomorrow', label: 'Until tomorrow', at: atHour(now, 1, 9, zone) }, { id: 'week', label: 'For a week', at: atHour(now, 7, 9, zone) },
  ]
  const end = until === 'open' || (state === 'available' && !mapped) ? null : until === 'own' ? own : ends.find((one) => one.id === until)!.at
  const bad = end !== null && (Number.isNaN(end) ? 'Choose a day and a time' : end <= now && 'Choose a time that is ahead')
  const { busy, error, fields, submit } = useSending(async () => {
    await sayAvailability(personId, mine, { state, stateId: mapped?.id ?? null, until: end === null ? null : new Date(end).toISOString(), note: state === 'available' && !mapped ? '' : note.trim(), coverId })
    onDone()
  }, { 'shifts.cannot-cover': 'cover', 'shifts.until-not-ahead': 'until' })
  useKeys({ '⌘enter': { run: () => { if (!bad) submit() }, overDialogs: true } })
  const options = [...states, ...ownStates.map((one) => ({ id: one.id, label: one.name, detail: `Counts as ${stateWords[one.state]}` }))]
  const gone = state === 'offline' || state === 'on-leave'
  const covers = active.filter((one) => one.id !== personId && one.role !== 'collaborator' && !away.some((other) => other.away && other.personId === one.id))
    .map((one) => ({ id: one.id, label: one.name, detail: one.teams.map((team) => team.name).join(', '), sign: <Avatar person={face(one.id)} size={20} showPresence decorative /> }))
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title={mine ? 'Your availability' : `Availability of ${face(personId).name}`} description="Seen wherever the name is seen."
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => submit()}>{mapped ? `Set “${mapped.name}”` : `Be ${stateWords[state]}`}</Button></>}
    >
      <div className="flex flex-col gap-4">
        <Field label={mine ? 'You are' : 'They are'}><Select options={options} value={mapped?.id ?? state} onChange={setChosen} /></Field>
        {(state !== 'available' || mapped) && (
          <>
            <Field label="Until" error={fields['until']}>
              <RadioGroup label="Until" value={until} onChange={setUntil} options={[{ id: 'open', label: offQueue.includes(state) ? `As long as the team allows${limit ? `, usually ${limit} minutes` : ''}` : 'Until it is changed' }, ...ends.map((one) => ({ id: one.id, label: /For (30|an)/.test(one.label) ? one.label : `${one.label}, ${shortTime(one.at, now, reader)}` })), { id: 'own', label: 'Another time' }]} />
            </Field>
            {until === 'own' && <TimeField label="Until" value={own} onChange={setOwn} className="ml-6" />}
            {gone && <Field label="Stands in" optional help={`Handoffs, mentions and escalations meant for ${mine ? 'you' : firstName(face(personId).name)} go to them, and say so.`} error={fields['cover']}><Combobox options={covers} value={covers.find((one) => one.id === coverId) ?? null} onChange={(one) => setCover(one?.id ?? null)} placeholder="Nobody" /></Field>}
            <Field label="Note" optional><TextInput value={note} onChange={setNote} maxLength={200} placeholder="Back after the dentist" /></Field>
          </>
        )}
        <Trouble>{error}</Trouble>
      </div>
    </Dialog>
  )
}
