import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { actWords, type Step } from './playbooks.ts'

type ActKind = NonNullable<Step['act']>['kind']
type Phrases = Extract<NonNullable<Step['act']>, { kind: 'insert' }>['phrases']
const acts: { id: ActKind | 'none'; label: string }[] = [{ id: 'none', label: 'Nothing: only advice' }, ...(Object.entries(actWords) as [ActKind, string][]).map(([id, label]) => ({ id, label }))]
const noPhrases: Phrases = { en: '', de: '', fr: '', es: '' }
const tongues = [{ id: 'en', label: 'English' }, { id: 'de', label: 'German' }, { id: 'fr', label: 'French' }, { id: 'es', label: 'Spanish' }] as const

/** The steps of a playbook, in their order. */
export function StepFields({ steps, onChange }: { steps: readonly Step[]; onChange: (steps: Step[]) => void }) {
  const set = (at: number, part: Partial<Step>) => onChange(steps.map((one, n) => (n === at ? { ...one, ...part } : one)))
  const swap = (at: number, to: number) => onChange(steps.toSpliced(at, 1).toSpliced(to, 0, steps[at]!))
  return (
    <section aria-label="Steps" className="flex flex-col gap-2">
      <h3 className="text-ui font-medium">Steps</h3>
      <ol className="flex flex-col divide-y divide-line border-y border-line">
        {steps.map((one, at) => (
          <li key={at} className="flex items-start gap-2 py-2.5">
            <span className="mt-1.5 w-5 shrink-0 text-right text-meta text-muted tabular-nums">{at + 1}</span>
            <div className="flex min-w-0 flex-1 flex-col gap-1.5">
              <div className="flex gap-1.5 max-sm:flex-col">
                <TextInput aria-label={`Step ${at + 1}`} placeholder="What to do" value={one.text} onChange={(text) => set(at, { text })} maxLength={120} className="flex-1" />
                <div className="w-48 shrink-0 max-sm:w-full"><Select label="What it can do" options={acts} value={one.act?.kind ?? 'none'} onChange={(kind) => set(at, { act: kind === 'none' ? null : kind === 'insert' ? { kind, phrases: one.act?.kind === 'insert' ? one.act.phrases : noPhrases } : { kind } })} className="w-full" /></div>
              </div>
              <TextInput aria-label={`How to do step ${at + 1}`} placeholder="How, in a sentence" value={one.help} onChange={(help) => set(at, { help })} maxLength={300} />
              {one.act?.kind === 'insert' && <PhraseFields phrases={one.act.phrases} onChange={(phrases) => set(at, { act: { kind: 'insert', phrases } })} />}
            </div>
            <span className="flex shrink-0 flex-col sm:flex-row">
              <IconButton icon={ArrowUp} size="small" label="Move up" disabledReason={at === 0 && 'It is the first'} onClick={() => swap(at, at - 1)} />
              <IconButton icon={ArrowDown} size="small" label="Move down" disabledReason={at === steps.length - 1 && 'It is the last'} onClick={() => swap(at, at + 1)} />
              <IconButton icon={X} size="small" label="Take it out" onClick={() => onChange(steps.toSpliced(at, 1))} />
            </span>
          </li>
        ))}
      </ol>
      {steps.length < 12 && <Button size="small" variant="ghost" icon={Plus} className="self-start" onClick={() => onChange([...steps, { text: '', help: '', act: null }])}>Add a step</Button>}
    </section>
  )
}

function PhraseFields({ phrases, onChange }: { phrases: Phrases; onChange: (phrases: Phrases) => void }) {
  const [tongue, setTongue] = useState<keyof Phrases>('en')
  return (
    <div className="flex flex-col gap-1.5">
      <Tabs label="Language of the phrase" tabs={tongues} value={tongue} onChange={setTongue} />
      <Field label="Phrase" quietLabel help="{customer} and {me} are filled in. Without one in the customer’s language, the English one is put in."><TextArea rows={2} value={phrases[tongue]} onChange={(text) => onChange({ ...phrases, [tongue]: text })} maxLength={1000} /></Field>
    </div>
  )
}
