import { Field } from '../../../ui/field.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { Time } from '../../../ui/time.tsx'
import type { Gap, Mood, Question } from '../rules.ts'
import type { Draft } from './handoffs.ts'

export interface Written { readonly issue: string; readonly done: string; readonly next: string; readonly mood: Mood; readonly promised: string }

const asks: readonly { readonly field: Question; readonly label: string; readonly example: string }[] = [
  { field: 'issue', label: 'What is the issue', example: 'Charged twice for one visit, wants the money back by Friday' },
  { field: 'done', label: 'What was done so far', example: 'Compared both payments with the visit list, told her we look into it' },
  { field: 'next', label: 'What is needed next', example: 'Refund the second payment and write to her' },
]
export const moods: readonly { readonly id: Mood; readonly label: string }[] = [{ id: 'unknown', label: 'Unknown' }, { id: 'calm', label: 'Calm' }, { id: 'worried', label: 'Worried' }, { id: 'upset', label: 'Upset' }, { id: 'angry', label: 'Angry' }]

/** The three questions as three short fields; a gap is marked as soon as something was written, and all of them when one tries to send. */
export function ContextFields({ value, onChange, gaps, strict, promises, first }: { value: Written; onChange: (part: Partial<Written>) => void; gaps: readonly Gap[]; /** Marks empty fields too. */ strict: boolean; promises: Draft['promises']; first?: boolean }) {
  return (
    <div className="flex flex-col gap-3.5">
      {asks.map(({ field, label, example }, at) => {
        const gap = gaps.find((one) => one.field === field)
        const said = gap && (strict || gap.why !== 'empty') ? gap.say : undefined
        return <Field key={field} label={label} error={said}><TextArea value={value[field]} onChange={(text) => onChange({ [field]: text })} rows={2} maxLength={4000} placeholder={example} {...(first && at === 0 ? { 'data-first-question': true } : {})} /></Field>
      })}
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field label="How the customer is"><RadioGroup asBar label="How the customer is" options={moods} value={value.mood} onChange={(mood) => onChange({ mood })} className="w-full overflow-x-auto" /></Field>
        <Field label="What else they were told" optional><TextArea value={value.promised} onChange={(promised) => onChange({ promised })} rows={1} maxLength={2000} className="min-h-8" placeholder="Nothing beyond the promises below" /></Field>
      </div>
      {promises.length > 0 && (
        <div className="text-meta text-muted">
          <p className="font-medium text-ink">Promises that go with it</p>
          <ul className="mt-0.5 list-disc pl-4">{promises.map((one) => <li key={one.id}>{one.text}{one.dueAt && <> · due <Time at={one.dueAt} /></>}</li>)}</ul>
        </div>
      )}
    </div>
  )
}
