import { useRef, useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { firstName } from '../../../ui/presence.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useAsked } from './asked.ts'
import { callHandovers, type Handover, type Item } from './handovers.ts'

/** A question about an item, to whoever signed it: it becomes a note on the ticket and stands on their list. What is typed is kept until it is sent. */
export default function AskDialog({ of, item, onDone }: { of: Handover; item: Item; onDone: () => void }) {
  const { face, teamName } = useDirectory()
  const asked = useAsked()(item, of)
  const place = `form.ask-handover.${of.id}.${item.key}`
  const [words, setWords] = useState(() => kept<string>(place) ?? '')
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const sent = useRef({ words: '', id: newId() })
  const name = asked ? firstName(face(asked).name) : teamName(of.teamId)
  const submit = async () => {
    if (!words.trim() || busy) return
    setBusy(true)
    if (sent.current.words !== words) sent.current = { words, id: newId() }
    try {
      const { personId } = await callHandovers('POST /handovers/:id/ask', { params: { id: of.id }, body: { id: sent.current.id, item: item.key, words: words.trim() } })
      keep(place, null)
      toasts.show({ text: `Asked ${personId ? firstName(face(personId).name) : teamName(of.teamId)}`, detail: 'It stands on their list and as a note on the ticket.' })
      onDone()
    } catch (error) {
      setTrouble(error)
      setBusy(false)
    }
  }
  useKeys({ '⌘enter': { run: () => void submit(), overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} title={`Ask ${name} about #${item.number}`} description={asked === item.by ? item.subject : `${face(item.by).name}, who signed it, is not here any more. ${item.subject}`}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={words.trim() ? null : 'Write your question first'} onClick={() => void submit()}>Ask {name}</Button></>}
    >
      <Field label="Your question" help="Teammates only: it never reaches the customer."><TextArea value={words} onChange={(text) => { setWords(text); keep(place, text || null) }} maxLength={2000} rows={4} /></Field>
      <Trouble>{trouble === null ? null : wordsFor(trouble)}</Trouble>
    </Dialog>
  )
}
