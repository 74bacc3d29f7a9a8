import { ArrowDown, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { useSending } from '../../people/web/form.ts'
import { previewOf, spanWords, stepWords, urgencies, type Field as Asked, type PathStep } from '../rules.ts'
import { callEscalations, pathsQuery, type Path } from './escalations.ts'
import { namesOf, urgencyWords } from './escalation-words.ts'

type Body = Pick<Path, 'name' | 'about' | 'steps' | 'acknowledge' | 'answer' | 'required'>
const fresh: Body = { name: '', about: '', steps: [], acknowledge: { urgent: 15, high: 60, normal: 240, low: 480 }, answer: { urgent: 60, high: 240, normal: 960, low: 1920 }, required: ['done', 'expectation'] }
const spans = [5, 10, 15, 30, 60, 120, 240, 480, 960, 1440, 1920, 2880]
const fields: { id: Asked; label: string }[] = [{ id: 'done', label: 'What was done' }, { id: 'mood', label: 'How the customer feels' }, { id: 'expectation', label: 'What the customer expects' }, { id: 'commitments', label: 'What was promised' }]

/** One path: who is asked, in which order, how long each has, what the form must hold; below, what will happen in plain words. */
export function PathDialog({ path, last, onDone }: { path: Path | null; last: number; onDone: () => void }) {
  const [body, setBody] = useState<Body>(path ?? fresh)
  const [id] = useState(newId)
  const names = namesOf(useDirectory())
  const change = (part: Partial<Body>) => setBody((now) => ({ ...now, ...part }))
  const { busy, error, fields: wrong, submit } = useSending(async () => {
    const { name, about, steps, acknowledge, answer, required } = body
    const sent = { name: name.trim(), about, steps, acknowledge, answer, required }
    if (path) await callEscalations('PUT /escalation-paths/:id', { params: { id: path.id }, body: { ...sent, position: path.position, version: path.version } })
    else await callEscalations('POST /escalation-paths', { body: { ...sent, id, position: last } })
    await cache.invalidateQueries({ queryKey: pathsQuery.queryKey })
    onDone()
  }, { 'escalations.path-name-taken': 'name' })
  return (
    <Dialog open onOpenChange={(open) => !open && onDone()} width="large" title={path ? `Change ${path.name}` : 'Add a path'} footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" loading={busy} disabledReason={!body.name.trim() && 'Give it a name'} onClick={() => submit()}>Save path</Button></>}>
      <div className="flex flex-col gap-5">
        {error && <div role="alert"><Banner tone="late">{error}</Banner></div>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" error={wrong['name']}><TextInput value={body.name} onChange={(name) => change({ name })} maxLength={60} placeholder="Technical" /></Field>
          <Field label="When it is the right one" optional><TextInput value={body.about} onChange={(about) => change({ about })} maxLength={300} placeholder="Something is broken" /></Field>
        </div>
        <Steps steps={body.steps} onChange={(steps) => change({ steps })} />
        <Times label="Time to take it on, at each step" values={body.acknowledge} onChange={(acknowledge) => change({ acknowledge })} />
        <Times label="Time to answer, once taken on" values={body.answer} onChange={(answer) => change({ answer })} />
        <fieldset><legend className="mb-1.5 text-ui font-medium">The form must say</legend>
          <p className="mb-1.5 text-meta text-muted">The issue and what is needed are always asked for.</p>
          <div className="flex flex-wrap gap-x-5 gap-y-1.5">{fields.map((one) => <Checkbox key={one.id} checked={body.required.includes(one.id)} onChange={(on) => change({ required: on ? [...body.required, one.id] : body.required.filter((other) => other !== one.id) })}>{one.label}</Checkbox>)}</div>
        </fieldset>
        <section aria-label="What will happen" className="rounded-md bg-n-3 px-3 py-2 text-ui text-soft-ink"><ul className="flex flex-col gap-1">{urgencies.map((urgency) => <li key={urgency}>{previewOf(body, urgency, names)}</li>)}</ul><p className="mt-1.5 text-meta text-muted">Urgent and high count every hour, the others the working hours of the ticket’s team. A step where nobody is there is passed at once.</p></section>
      </div>
    </Dialog>
  )
}

function Times({ label, values, onChange }: { label: string; values: Path['acknowledge']; onChange: (values: Path['acknowledge']) => void }) {
  return (
    <fieldset><legend className="mb-1.5 text-ui font-medium">{label}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {urgencies.map((urgency) => <Field key={urgency} label={urgencyWords[urgency]}><Select options={[...new Set([...spans, values[urgency]])].sort((a, b) => a - b).map((n) => ({ id: String(n), label: spanWords(n) }))} value={String(values[urgency])} onChange={(n) => onChange({ ...values, [urgency]: Number(n) })} /></Field>)}
      </div>
    </fieldset>
  )
}

const kinds: { id: PathStep['kind']; label: string }[] = [{ id: 'person', label: 'A person' }, { id: 'on-duty', label: 'Whoever of a team is there' }, { id: 'team', label: 'Everybody of a team' }]

function Steps({ steps, onChange }: { steps: readonly PathStep[]; onChange: (steps: PathStep[]) => void }) {
  const directory = useDirectory()
  const { active, teams, face } = directory
  const [kind, setKind] = useState<PathStep['kind']>('person')
  const names = namesOf(directory)
  const options = kind === 'person' ? active.map((one) => ({ id: one.id, label: one.name, detail: one.title || undefined, sign: <Avatar person={face(one.id)} size={20} decorative /> })) : teams.map((one) => ({ id: one.id, label: one.name, detail: `${one.members.length} people` }))
  const add = (id: string) => onChange([...steps, kind === 'person' ? { kind, personId: id } : { kind, teamId: id }])
  return (
    <fieldset><legend className="mb-1.5 text-ui font-medium">Who is asked, in order</legend>
      <ol className="mb-2 flex flex-col gap-1">
        {steps.map((step, at) => (
          <li key={`${at} ${JSON.stringify(step)}`} className="flex min-h-8 items-center gap-2 rounded-md bg-n-3 pr-1 pl-3 text-ui">
            <span className="w-4 text-meta text-muted tabular-nums">{at + 1}</span><span className="min-w-0 flex-1 truncate">{stepWords(step, names)}</span>
            {at < steps.length - 1 && <IconButton icon={ArrowDown} size="small" label="Ask later" onClick={() => onChange(steps.toSpliced(at, 2, steps[at + 1]!, step))} />}
            <IconButton icon={X} size="small" label={`Remove step ${at + 1}`} onClick={() => onChange(steps.toSpliced(at, 1))} />
          </li>
        ))}
        <li className="flex min-h-8 items-center gap-2 pl-3 text-ui text-muted"><span className="w-4 text-meta tabular-nums">{steps.length + 1}</span>the leads of {steps.some((one) => one.kind !== 'person') ? 'that team' : 'the ticket’s team'}, then the admins</li>
      </ol>
      {steps.length < 8 && (
        <div className="grid gap-2 sm:grid-cols-[220px_minmax(0,1fr)]">
          <Select label="Kind of step" options={kinds} value={kind} onChange={setKind} />
          <Combobox key={`${kind} ${steps.length}`} label={kind === 'person' ? 'Person to ask' : 'Team to ask'} placeholder={kind === 'person' ? 'Add a person' : 'Add a team'} options={options} value={null} onChange={(one) => { if (one) add(one.id) }} />
        </div>
      )}
      {steps.length === 0 && <p className="mt-1.5 flex items-center gap-1 text-meta text-muted"><Plus aria-hidden size={12} />Add somebody to ask before the leads.</p>}
    </fieldset>
  )
}
