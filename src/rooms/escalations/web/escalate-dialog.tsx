import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { newId } from '../../../core/ids.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { useSending } from '../../people/web/form.ts'
import { gapsIn, previewOf, type Form } from '../rules.ts'
import { callEscalations, draftQuery, pathsQuery, put, type Draft, type Path } from './escalations.ts'
import { moodWords, namesOf, needWords, optionsOf, peopleWords, reasonWords, urgencyWords } from './escalation-words.ts'

export interface EscalateProps { readonly ticketId: string; readonly number: number; readonly subject: string; readonly customer: string; readonly teamId: string; readonly onDone: () => void }

/** Asking for help: filled in from the ticket as far as it goes; what is missing is said while one types. */
export default function EscalateDialog(props: EscalateProps) {
  const paths = useQuery(pathsQuery)
  const draft = useQuery(draftQuery(props.ticketId))
  const title = `Escalate #${props.number}`
  const trouble = paths.error ?? draft.error
  if (paths.data && draft.data) return <EscalateForm {...props} title={title} paths={paths.data} draft={draft.data} />
  return (
    <Dialog open onOpenChange={(open) => !open && props.onDone()} width="large" title={title}>
      {trouble ? <ErrorState what={wordsFor(trouble)} onRetry={() => { void paths.refetch(); void draft.refetch() }} /> : <SkeletonRows rows={5} label="Loading the form" />}
    </Dialog>
  )
}

const placeOf = (ticketId: string) => `escalation.${ticketId}`

function EscalateForm({ ticketId, customer, teamId, onDone, title, paths, draft }: EscalateProps & { title: string; paths: readonly Path[]; draft: Draft }) {
  const me = useMe()
  const directory = useDirectory()
  const [form, setForm] = useState<Form>(() => startOf(kept<Form>(placeOf(ticketId)), draft, paths))
  const [id] = useState(newId)
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set())
  const change = (part: Partial<Form>) => setForm((now) => ({ ...now, ...part }))
  useEffect(() => keep(placeOf(ticketId), form), [ticketId, form])
  const path = paths.find((one) => one.id === form.pathId)
  const gaps = path ? gapsIn(form, path.required) : []
  const { busy, error, submit } = useSending(async () => {
    const whole = await callEscalations('POST /tickets/:id/escalations', { params: { id: ticketId }, body: { id, ...form } })
    keep(placeOf(ticketId), null)
    put(whole)
    onDone()
    toasts.show({ text: `Escalated to ${peopleWords(whole.asked, directory, me.id) || whole.pathName}`, detail: 'You stay on it and hear of every step.' })
  })
  const go = () => {
    setTried(new Set(['issue', 'done', 'need', 'expectation', 'commitments', 'mood']))
    if (!gaps.length) submit()
  }
  useKeys({ '⌘enter': { run: go, overDialogs: true } })
  const gap = (name: keyof Form) => (tried.has(name) || (typeof form[name] === 'string' && form[name] !== '') ? gaps.find((one) => one.field === name)?.say : undefined)
  const named = { ...namesOf(directory), own: directory.teamName(teamId) }
  const text = (name: 'issue' | 'done' | 'need' | 'expectation' | 'commitments', label: string, more: { rows?: number; help?: ReactNode; placeholder?: string } = {}) => (
    <Field label={label} error={gap(name)} help={more.help} optional={name !== 'issue' && name !== 'need' && !path?.required.includes(name)}>
      <TextArea value={form[name]} rows={more.rows ?? 2} maxLength={4000} placeholder={more.placeholder} onChange={(value) => change({ [name]: value })} onBlur={() => setTried((now) => new Set([...now, name]))} />
    </Field>
  )
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="large" title={title} description="You stay on it and close the loop with the customer. The whole conversation goes along."
      footer={<><span className="mr-auto min-w-0 text-meta text-muted" role="status">{gaps.length ? `${gaps.length === 1 ? 'One thing is' : `${gaps.length} things are`} missing` : 'Good to go'}</span><Button variant="ghost" onClick={onDone}>Keep for later</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={gaps.length > 0 && gaps[0]!.say} onClick={go}>Escalate</Button></>}
    >
      <div className="flex flex-col gap-4">
        {error && <div role="alert"><Banner tone="late">{error} What you wrote is kept.</Banner></div>}
        <Field label="To whom" help={path && previewOf(path, form.urgency, named)}>
          <RadioGroup label="To whom" value={form.pathId} onChange={(pathId) => change({ pathId })} options={paths.map((one) => ({ id: one.id, label: one.name, detail: one.about || undefined }))} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="Why"><Select options={optionsOf(reasonWords)} value={form.reason} onChange={(reason) => change({ reason })} /></Field>
          <Field label="How urgent"><Select options={optionsOf(urgencyWords)} value={form.urgency} onChange={(urgency) => change({ urgency })} /></Field>
          <Field label="The customer is" error={gap('mood')} optional={!path?.required.includes('mood')}><Select options={optionsOf(moodWords)} value={form.mood} onChange={(mood) => change({ mood })} placeholder="Choose" /></Field>
        </div>
        {text('issue', 'The issue in brief', { rows: 3 })}
        {text('done', 'What was done', { rows: 3 })}
        <Field label="I need"><RadioGroup asBar label="I need" options={optionsOf(needWords)} value={form.needKind} onChange={(needKind) => change({ needKind })} /></Field>
        {text('need', 'What exactly', { placeholder: 'Approve a credit of 80 EUR' })}
        <div className="grid gap-4 sm:grid-cols-2">
          {text('expectation', 'What the customer expects, and until when', { placeholder: 'An answer by this evening' })}
          {text('commitments', 'What was promised', { placeholder: 'Nothing promised' })}
        </div>
        {customer && <p className="text-meta text-muted">{customer}{draft.customer.tenure && ` is known ${draft.customer.tenure}`}{draft.customer.earlier > 0 && `, escalated ${draft.customer.earlier === 1 ? 'once' : `${draft.customer.earlier} times`} before`}.</p>}
      </div>
    </Dialog>
  )
}

/** What was typed before and not sent, else what the ticket says. A path that is gone gives way. */
function startOf(before: Form | null, { customer: _, ...draft }: Draft, paths: readonly Path[]): Form {
  const start: Form = before ?? { ...draft, pathId: draft.pathId ?? paths[0]?.id ?? '' }
  return paths.some((one) => one.id === start.pathId) ? start : { ...start, pathId: paths[0]?.id ?? '' }
}
