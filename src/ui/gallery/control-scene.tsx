import { Hand, Mail, Plus, Search, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../button.tsx'
import { Checkbox } from '../checkbox.tsx'
import { Combobox } from '../combobox.tsx'
import { FileDrop } from '../file-drop.tsx'
import { Field } from '../field.tsx'
import { Page } from '../frame/page-head.tsx'
import { IconButton } from '../icon-button.tsx'
import type { Option } from '../option.ts'
import { RadioGroup } from '../radio-group.tsx'
import { Select } from '../select.tsx'
import { Switch } from '../switch.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'
import { UploadList } from '../upload-list.tsx'
import { Avatar } from '../avatar.tsx'
import { ben, ida, maya, sam } from './samples.ts'
import { Shelf } from './shelf.tsx'

const people: Option[] = [maya, ben, ida, sam].map((one) => ({ id: one.id, label: one.name, detail: one.presence, sign: <Avatar person={one} size={20} decorative /> }))

/** What is pressed, written in and chosen from. */
export function ControlScene() {
  const [who, setWho] = useState<Option | null>(people[1]!)
  const [many, setMany] = useState<Option[]>(people.slice(0, 2))
  const [reason, setReason] = useState<string | null>('expertise')
  const [how, setHow] = useState('list')
  const [on, setOn] = useState(true)
  const [words, setWords] = useState('')
  const reasons: Option[] = [{ id: 'expertise', label: 'Outside my expertise' }, { id: 'department', label: 'Needs a department', detail: 'Finance, legal, product' }, { id: 'shift', label: 'Shift ending' }, { id: 'leave', label: 'Leave', disabledReason: 'You have no leave planned' }]
  return (
    <Page title="Controls" lead="What is pressed, written in and chosen from." actions={<Button variant="primary" icon={Plus}>Add</Button>}>
      <div className="flex flex-col gap-8">
        <Shelf title="Buttons">
          <Button variant="primary" icon={Hand} shortcut="t">Take next</Button>
          <Button icon={Mail}>Write</Button>
          <Button variant="ghost" shortcut="h">Hand off</Button>
          <Button variant="danger" icon={Trash2}>Delete for good</Button>
          <Button variant="note">Add note</Button>
          <Button loading variant="primary">Sending</Button>
          <Button disabledReason="A final note is missing" variant="primary">Close ticket</Button>
          <Button size="small">Small</Button>
          <IconButton icon={Search} label="Search" shortcut="/" />
          <IconButton icon={Plus} label="Add" size="small" pressed />
          <IconButton icon={Trash2} label="Delete" disabledReason="only leads may" />
        </Shelf>
        <div className="grid gap-6 sm:grid-cols-2">
          <Field label="Subject" help="What the customer would call it."><TextInput value={words} onChange={setWords} placeholder="Charged twice" /></Field>
          <Field label="Refund" error="Above your limit of 40 EUR. Ask a lead or lower it."><TextInput value="49.00" onChange={() => {}} trailing="EUR" /></Field>
          <Field label="Reason"><Select options={reasons} value={reason} onChange={setReason} /></Field>
          <Field label="Hand off to" help="Faces with a full dot are available."><Combobox options={people} value={who} onChange={setWho} placeholder="Name or team" /></Field>
          <Field label="Watching" optional><Combobox multiple options={people} value={many} onChange={setMany} /></Field>
          <Field label="Search"><TextInput icon={Search} placeholder="Number, name or word" /></Field>
          <Field label="What is needed next" className="sm:col-span-2" help="One or two sentences."><TextArea placeholder="Ben needs to check the retry and answer before 14:30." /></Field>
        </div>
        <div className="grid gap-6 sm:grid-cols-2">
          <div className="flex flex-col gap-2">
            <Checkbox checked={on} onChange={setOn}>Find both payments</Checkbox>
            <Checkbox checked={false} onChange={() => {}} help="Only leads can waive it.">Refund the second one</Checkbox>
            <Checkbox checked={false} mixed onChange={() => {}}>All in this view</Checkbox>
            <RadioGroup label="Who decides" value={how} onChange={setHow} options={[{ id: 'list', label: 'Anyone on the list' }, { id: 'lead', label: 'A lead', detail: 'Waits for approval' }]} />
          </div>
          <div className="flex flex-col gap-3">
            <Switch checked={on} onChange={setOn} help="Warns two minutes before.">Give claims back after ten minutes</Switch>
            <Switch checked={!on} onChange={(next) => setOn(!next)}>Take next only</Switch>
            <RadioGroup asBar label="Show as" value={how} onChange={setHow} options={[{ id: 'list', label: 'List' }, { id: 'lead', label: 'Board' }]} className="self-start" />
          </div>
        </div>
        <FileDrop onFiles={() => {}} className="rounded-md border border-dashed border-line-strong p-3">
          <UploadList onRemove={() => {}} onRetry={() => {}} uploads={[{ id: 'a', name: 'statement.pdf', size: 184_000, type: 'application/pdf' }, { id: 'b', name: 'a-very-long-file-name-from-a-camera.jpg', size: 4_240_000, type: 'image/jpeg', progress: 0.6 }, { id: 'c', name: 'video.mov', size: 88_240_000, failed: 'too large' }]} />
        </FileDrop>
      </div>
    </Page>
  )
}
