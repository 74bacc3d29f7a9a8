import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useKept } from '../../../core/web/use-kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { useMe } from '../../people/web/directory.ts'
import { useSending } from '../../people/web/form.ts'
import { callEscalations, ofTicketQuery, put, type Escalation } from './escalations.ts'
import { lessonWords, optionsOf } from './escalation-words.ts'

const notTold = 'not-told'

/** Closing the loop: which reply told the customer, or why none did; and what would have let us solve it ourselves. */
export default function CloseDialog({ one: opened, onDone }: { one: Escalation; onDone: () => void }) {
  const { zone } = useMe()
  const [now] = useState(() => Date.now())
  const one = useQuery(ofTicketQuery(opened.ticketId)).data?.find((other) => other.id === opened.id)
  const offers = one?.offers ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const { now: why, set: setWhy, forget: forgetWhy } = useKept(`form.escalation-close.${opened.id}.why`, () => '')
  const [lesson, setLesson] = useState<NonNullable<Escalation['lesson']> | null>(null)
  const { now: words, set: setWords, forget: forgetWords } = useKept(`form.escalation-close.${opened.id}.words`, () => '')
  const linked = chosen ?? one?.toldMessageId ?? offers[0]?.messageId ?? notTold
  const gap = linked === notTold && why.trim().length < 3 ? 'Say why the customer was not told, or reply to them first' : lesson === null && 'Say what would have let you solve it yourselves'
  const { busy, error, submit } = useSending(async () => {
    const told = linked === notTold ? { reason: why.trim() } : { messageId: linked }
    put(await callEscalations('POST /escalations/:id/close', { params: { id: opened.id }, body: { ...told, learned: lesson && { lesson, words: words.trim() } } }))
    forgetWhy()
    forgetWords()
    onDone()
    toasts.show({ text: 'The loop is closed' })
  })
  const go = () => { if (!gap) submit() }
  useKeys({ '⌘enter': { run: go, overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} title="Close the loop" description="An escalation ends when the customer knows the answer."
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={gap} onClick={go}>Close escalation</Button></>}
    >
      <div className="flex flex-col gap-5">
        {error && <div role="alert"><Banner tone="late">{error}</Banner></div>}
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-ui font-medium">The customer was told</legend>
          <RadioGroup
            label="The customer was told" value={linked} onChange={setChosen}
            options={[...offers.map((offer, at) => ({ id: offer.messageId, label: `By the reply of ${shortTime(Date.parse(offer.at), now, { zone })}${at === 0 ? ', the first after the answer' : ''}`, detail: offer.words })), { id: notTold, label: offers.length ? 'Not in writing, or not at all' : 'No reply was sent since the answer' }]}
          />
          {linked === notTold && <Field label="Why" className="pl-6"><TextInput value={why} onChange={setWhy} maxLength={1000} placeholder="I told her on the phone" /></Field>}
        </fieldset>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-ui font-medium">What would have let us solve it ourselves?</legend>
          <RadioGroup label="What would have let us solve it ourselves?" value={lesson} onChange={setLesson} options={optionsOf(lessonWords)} />
          {lesson && lesson !== 'right' && <Field label="In a few words" optional><TextInput value={words} onChange={setWords} maxLength={1000} /></Field>}
        </fieldset>
      </div>
    </Dialog>
  )
}
