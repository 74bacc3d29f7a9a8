import { useState } from 'react'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { met, shouted } from '../rules.ts'
import { triggerWords, type Trigger } from './playbooks.ts'

export interface When { readonly kind: Trigger['kind']; /** One phrase a line. */ readonly words: string; readonly loud: boolean }
const kinds = Object.entries(triggerWords).map(([id, label]) => ({ id: id as Trigger['kind'], label }))
const withWords: readonly Trigger['kind'][] = ['customer-words', 'draft-words', 'closing']

export const wordsIn = (text: string): string[] => [...new Set(text.split(/[\n;]/).map((one) => one.trim()).filter((one) => one.length > 1))].slice(0, 200)
export function triggerOf({ kind, words, loud }: When): Trigger {
  return kind === 'customer-words' ? { kind, words: wordsIn(words), loud } : kind === 'draft-words' || kind === 'closing' ? { kind, words: wordsIn(words) } : { kind }
}
export const whenOf = (trigger: Trigger): When => ({ kind: trigger.kind, words: 'words' in trigger ? trigger.words.join('\n') : '', loud: trigger.kind === 'customer-words' && trigger.loud })

const helps: Record<Trigger['kind'], string> = {
  'customer-words': 'In what the customer wrote since our last reply.', 'draft-words': 'In a reply while it is written. It is looked at in the browser alone, and nothing of it is kept.', 'first-contact': 'The customer has no earlier ticket and nobody replied yet.',
  closing: 'When somebody is about to close, and when the last message of the customer holds one of these.', 'by-hand': 'It stays out of sight until somebody opens it from the palette.',
}

/** When a playbook appears, and a place to try it. */
export function TriggerFields({ when, onChange }: { when: When; onChange: (when: When) => void }) {
  const [sample, setSample] = useState('')
  const trigger = triggerOf(when)
  const words = 'words' in trigger ? met(trigger.words, sample) : null
  const loud = trigger.kind === 'customer-words' && trigger.loud ? shouted(sample) : null
  return (
    <div className="flex flex-col gap-3">
      <Field label="It appears" help={helps[when.kind]}><Select options={kinds} value={when.kind} onChange={(kind) => onChange({ ...when, kind })} /></Field>
      {withWords.includes(when.kind) && (
        <>
          <Field label="With one of these words" help="One a line, whole words, in whatever languages your customers write. A * at the end stands for any ending: unacceptabl*."><TextArea rows={5} value={when.words} onChange={(text) => onChange({ ...when, words: text })} className="max-h-48!" /></Field>
          {when.kind === 'customer-words' && <Switch checked={when.loud} onChange={(to) => onChange({ ...when, loud: to })}>Also when they write in capitals, or with many exclamation marks</Switch>}
          <Field label="Try it" optional><TextArea rows={2} value={sample} onChange={setSample} placeholder={when.kind === 'draft-words' ? 'I think it should work then' : 'Paste what a customer wrote'} /></Field>
          {sample.trim() && <p role="status" className={words ?? loud ? 'text-ui text-good' : 'text-ui text-muted'}>{words ?? loud ? <>It would appear, because of “{words ?? loud}”.</> : 'It would not appear.'}</p>}
        </>
      )}
    </div>
  )
}
