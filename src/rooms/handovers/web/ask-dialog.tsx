import { useRef } from 'react'
import { newId } from '../../../core/ids.ts'
import { useKept } from '../../../core/web/use-kept.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { useAsked } from './asked.ts'
import { callHandovers, type Handover, type Item } from './handovers.ts'

/** A question about an item, to whoever signed it: it becomes a note on the ticket and stands on their list. What is typed is kept until it is sent. */
export default function AskDialog({ of, item, onDone }: { of: Handover; item: Item; onDone: () => void }) {
  const { face, teamName } = useDirectory()
  const asked = useAsked()(item, of)
  const place = `form.ask-handover.${of.id}.${item.key}`
  const { now: words, set: setWords, forget } = useKept(place, () => '')
  const sent = useRef({ words: '', id: newId() })
  const name = asked ? firstName(face(asked).name) : teamName(of.teamId)
  const submit = async () => {
    if (sent.current.words !== words) sent.current = { words, id: newId() }
    const { personId } = await callHandovers('POST /handovers/:id/ask', { params: { id: of.id }, body: { id: sent.current.id, item: item.key, words: words.trim() } })
    forget()
    toasts.show({ text: `Asked ${personId ? firstName(face(personId).name) : teamName(of.teamId)}`, detail: 'It stands on their list and as a note on the ticket.' })
  }
  return (
    <FormDialog
      title={`Ask ${name} about #${item.number}`} description={asked === item.by ? item.subject : `${face(item.by).name}, who signed it, is not here any more. ${item.subject}`}
      act={`Ask ${name}`} disabledReason={words.trim() ? null : 'Write your question first'} onSubmit={submit} onClose={onDone}
    >
      <Field label="Your question" help="Teammates only: it never reaches the customer."><TextArea value={words} onChange={setWords} maxLength={2000} rows={4} /></Field>
    </FormDialog>
  )
}
