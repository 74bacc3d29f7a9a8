import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { useKept } from '../../../core/web/use-kept.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { actWords, callPlaybooks, readPlaybooksAgain, type Playbook, type Step } from './playbooks.ts'
import { StepFields } from './step-fields.tsx'
import { TriggerFields, triggerOf, whenOf, wordsIn, type When } from './trigger-fields.tsx'

interface Begun { readonly name: string; readonly when: When; readonly steps: readonly Step[] }
export interface Editing { readonly one: Playbook | null; readonly teamId: string | null; /** The workspace's, which the team gets its own in place of. */ readonly instead: Playbook | null }
const fresh: Begun = { name: '', when: { kind: 'customer-words', words: '', loud: false }, steps: [{ text: '', help: '', act: null }] }

/** A playbook: when it appears and what it says, with how it will look. What was typed is kept when the dialog closes. */
export default function PlaybookDialog({ one, teamId, instead, onDone }: Editing & { onDone: () => void }) {
  const from = one ?? instead
  const place = `playbook.${one?.id ?? `new.${teamId ?? 'all'}.${instead?.id ?? ''}`}`
  const [id] = useState(() => one?.id ?? newId())
  const { now: begun, set, forget } = useKept<Begun>(place, () => (from ? { name: from.name, when: whenOf(from.trigger), steps: from.steps } : fresh))
  const change = (part: Partial<Begun>) => set({ ...begun, ...part })
  const steps = begun.steps.map((step) => ({ ...step, text: step.text.trim() })).filter((step) => step.text)
  const needsWords = begun.when.kind === 'draft-words' || (begun.when.kind === 'customer-words' && !begun.when.loud)
  const bad = !begun.name.trim() ? 'Give it a name' : needsWords && wordsIn(begun.when.words).length === 0 ? 'Write at least one word it appears with' : steps.length === 0 ? 'Write at least one step' : null
  const submit = async () => {
    const body = { name: begun.name.trim(), active: one?.active ?? true, trigger: triggerOf(begun.when), steps }
    await (one ? callPlaybooks('PUT /playbooks/:id', { params: { id }, body: { ...body, version: one.version } }) : callPlaybooks('POST /playbooks', { body: { id, teamId, replaces: instead?.id ?? null, ...body } }))
    forget()
    await readPlaybooksAgain()
    toasts.show({ text: one ? 'Playbook saved' : 'Playbook made' })
  }
  return (
    <FormDialog
      width="large" title={one ? `Change “${one.name}”` : instead ? `“${instead.name}” for this team` : 'New playbook'} description={instead && !one ? 'Stands in place of the workspace’s in this team. Take it out and the workspace’s holds again.' : 'Advice that appears when it fits, says why, and can be set aside.'}
      act={one ? 'Save playbook' : 'Make playbook'} disabledReason={bad} onSubmit={submit} onClose={onDone}
    >
      <Field label="Name"><TextInput value={begun.name} onChange={(name) => change({ name })} maxLength={80} autoFocus placeholder="Angry customer" /></Field>
      <TriggerFields when={begun.when} onChange={(when) => change({ when })} />
      <StepFields steps={begun.steps} onChange={(next) => change({ steps: next })} />
      {steps.length > 0 && (
        <section aria-label="How it will look" className="flex flex-col gap-1">
          <h3 className="text-meta text-muted">Over the reply it will read</h3>
          <ol className="rounded-md border border-line-strong bg-raised px-3 py-1.5 text-ui">
            {steps.map((step, at) => (
              <li key={at} className="flex min-h-8 items-start gap-2.5 py-1"><span aria-hidden className="grid size-5 shrink-0 place-items-center rounded-full border border-line-strong text-meta text-muted tabular-nums">{at + 1}</span>
                <span className="min-w-0 flex-1"><span className="font-medium">{step.text}</span>{step.help && <span className="block text-meta text-muted">{step.help}</span>}</span>{step.act && <span className="shrink-0 text-meta text-soft-ink">{actWords[step.act.kind]}</span>}</li>
            ))}
          </ol>
        </section>
      )}
    </FormDialog>
  )
}
