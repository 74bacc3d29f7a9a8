import { useKept } from '../../../core/web/use-kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { useSending } from '../../people/web/form.ts'
import type { Sending } from '../../tickets/web/composer-plugs.ts'
import { findingWords, type Finding } from '../rules.ts'
import { callLooks } from './looks.ts'

type Props = { sending: Sending; findings: readonly Finding[]; answer: (said: { readonly then?: undefined } | null) => void; onDone: () => void }

/** Where the team wants it: why what has no source is right. The words stand on the timeline. */
export default function WhyDialog({ sending, findings, answer, onDone }: Props) {
  const { now: words, set: setWords, forget } = useKept(`form.why-right.${sending.head.ticket.id}`, () => '')
  const bad = words.trim().length < 3 && 'Say why, in a few words'
  const { busy, error, submit } = useSending(async () => {
    await callLooks('POST /tickets/:id/reply-reasons', { params: { id: sending.head.ticket.id }, body: { messageId: sending.id, words: words.trim(), claims: findings.map((one) => one.words.slice(0, 200)) } })
    forget()
    onDone()
    answer({})
  })
  const go = () => { if (!bad) submit() }
  // What is on its way is not taken back by closing.
  const cancel = () => { if (!busy) { onDone(); answer(null) } }
  useKeys({ '⌘enter': { run: go, overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && cancel()} width="small" title="Say why this is right" description="Your team wants a word of why before it leaves."
      footer={<><Button variant="ghost" onClick={cancel}>Go on writing</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={go}>Send with this reason</Button></>}
    >
      <div className="flex flex-col gap-4">
        {error && <div role="alert"><Banner tone="late">{error}</Banner></div>}
        <ul className="flex flex-col gap-1.5 text-ui text-time">{findings.map((one) => <li key={one.key}>{findingWords(one)}</li>)}</ul>
        <Field label="Why it is right"><TextArea value={words} onChange={setWords} rows={2} maxLength={500} placeholder="Agreed with Lea on the phone" /></Field>
      </div>
    </Dialog>
  )
}
