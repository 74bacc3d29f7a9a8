import { useEffect, useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { firstName } from '../../../ui/presence.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { useSending } from '../../people/web/form.ts'
import { plainWords } from '../../notes/web/notes.ts'
import { useMentionables } from '../../tickets/web/use-mentionables.tsx'
import { answerGap } from '../rules.ts'
import { callEscalations, put, type Escalation } from './escalations.ts'
import { needWords, optionsOf } from './escalation-words.ts'

interface Written { readonly html: string; readonly kind: Escalation['needKind'] }

/** The answer to an escalation, or words in its thread: on note paper, for no customer sees either. */
export default function AnswerDialog({ kind, one, onDone }: { kind: 'answer' | 'write'; one: Escalation; onDone: () => void }) {
  const answers = kind === 'answer'
  const place = `escalation-${kind}.${one.id}`
  const { face } = useDirectory()
  const suggest = useMentionables()
  const [id] = useState(newId)
  const [written, setWritten] = useState<Written>(() => kept<Written>(place) ?? { html: '', kind: one.needKind })
  useEffect(() => keep(place, written.html ? written : null), [place, written])
  const words = plainWords(written.html)
  const gap = answers ? answerGap(words) : words ? null : 'Write something first'
  const { busy, error, submit } = useSending(async () => {
    const asked = { params: { id: one.id } }
    const whole = answers ? await callEscalations('POST /escalations/:id/answer', { ...asked, body: { id, ...written } }) : await callEscalations('POST /escalations/:id/notes', { ...asked, body: { id, html: written.html } })
    keep(place, null)
    put(whole)
    onDone()
    toasts.show(answers ? { text: 'Answer recorded', detail: `${firstName(face(whole.closerId).name)} tells the customer.` } : { text: 'Written in the thread' })
  })
  const go = () => { if (!gap) submit() }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} title={answers ? 'Record the answer' : 'Write in the thread'} description={answers ? `${firstName(face(one.closerId).name)} tells the customer. This itself never reaches them.` : 'For those who work on this. No customer sees it.'}
      footer={<><Button variant="ghost" onClick={onDone}>Keep for later</Button><Button variant="note" shortcut="⌘enter" loading={busy} disabledReason={gap} onClick={go}>{answers ? 'Record answer' : 'Add note'}</Button></>}
    >
      <div className="flex flex-col gap-4">
        {error && <div role="alert"><Banner tone="late">{error} What you wrote is kept.</Banner></div>}
        {answers && <p className="rounded-md bg-n-3 px-3 py-2 text-ui text-soft-ink"><span className="text-muted">Asked for: </span>{one.need}</p>}
        {answers && <Field label="It is"><RadioGroup asBar label="It is" options={optionsOf(needWords)} value={written.kind} onChange={(next) => setWritten((now) => ({ ...now, kind: next }))} /></Field>}
        <div className="rounded-md border border-note-line bg-note-soft">
          <RichText value={written.html} onChange={(html) => setWritten((now) => ({ ...now, html }))} mode="note" label={answers ? 'What was decided or done' : 'Note, only seen by teammates'} autoFocus suggest={suggest} onSubmit={go} className="max-h-[40vh]" />
        </div>
      </div>
    </Dialog>
  )
}
