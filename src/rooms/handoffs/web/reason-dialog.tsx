import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useKept } from '../../../core/web/use-kept.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import type { Asking } from './dialog-state.ts'
import { receiversQuery } from './handoffs.ts'
import { answer, decline, override } from './handoff-verbs.ts'
import { ReceiverField, type Chosen } from './receiver-field.tsx'

const texts = {
  decline: { title: 'Decline this handoff', description: 'It goes back to whoever sent it, with your reason.', label: 'Why', act: 'Decline', place: 'Refunds are for Billing; I cannot book them' },
  missing: { title: 'What was missing', description: 'Counted by team and reason, never by person. The sender reads it on the ticket.', label: 'What you had to find out yourself', act: 'Say so', place: 'Which of the two cards it was' },
  override: { title: 'Move without a handoff', description: 'For when nobody can give the context. Your reason stands on the timeline, and it is written down that you did it.', label: 'Why', act: 'Move it', place: 'Maya fell ill and the customer waits' },
} as const

/** One reason in words: why declined, what was missing, why a lead moves a ticket past its owner. */
export default function ReasonDialog({ asking, onDone }: { asking: Exclude<Asking, { kind: 'hand-off' }>; onDone: () => void }) {
  const text = texts[asking.kind]
  const place = `form.${asking.kind}.${asking.kind === 'override' ? asking.row.id : asking.handoff.id}`
  const { now: reason, set: setReason, forget } = useKept(place, () => '')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const receivers = useQuery({ ...receiversQuery(asking.kind === 'override' ? asking.row.id : ''), enabled: asking.kind === 'override' }).data
  const least = asking.kind === 'override' ? 10 : 3
  const bad = asking.kind === 'override' && !chosen ? 'Choose who receives it' : reason.trim().length < least ? 'Say it in a few words' : null
  const submit = async () => {
    const words = reason.trim()
    if (asking.kind === 'override') await override(asking.row, chosen!.to, words)
    else if (!(await (asking.kind === 'decline' ? decline(asking.handoff, words) : answer(asking.handoff, false, words)))) return false
    forget()
  }
  return (
    <FormDialog width="small" title={text.title} description={text.description} act={text.act} disabledReason={bad} onSubmit={submit} onClose={onDone}>
      {asking.kind === 'override' && <ReceiverField receivers={receivers} value={chosen} onChange={setChosen} />}
      <Field label={text.label}><TextArea value={reason} onChange={setReason} maxLength={1000} placeholder={text.place} /></Field>
    </FormDialog>
  )
}
