import { useMemo, useState } from 'react'
import { useKept } from '../../../core/web/use-kept.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import type { Option } from '../../../ui/option.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useSending } from '../../people/web/form.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { noteSaid } from '../../promises/web/said.ts'
import type { Sending } from '../../tickets/web/composer-plugs.ts'
import { fileIdsOf, keeperOf } from '../../tickets/web/draft-keeper.ts'
import { callLooks, keep, withdraw, type Look, type Need } from './looks.ts'

type Props = { sending: Sending; need: Need | null; answer: (went: null) => void; onDone: () => void }

/** Asks for a look instead of sending: of whom, and what to look at. The reply becomes a shared draft. What is typed is kept until it is asked. */
export default function AskDialog({ sending, need, answer, onDone }: Props) {
  const { ticket } = sending.head
  const me = useMe()
  const { active, face, teamName } = useDirectory()
  const [whom, setWhom] = useState<Option | null>(null)
  const { now: words, set: setWords, forget } = useKept(`form.ask-look.${ticket.id}`, () => '')
  const people = useMemo(() => active.filter((one) => one.id !== me.id && one.role !== 'collaborator').map((one): Option => ({ id: one.id, label: one.name, detail: face(one.id).status, sign: <Avatar person={face(one.id)} size={20} showPresence decorative /> })), [active, me.id, face])
  const { busy, error, submit } = useSending(async () => {
    const keeper = keeperOf(ticket.id, 'reply', null)
    const sent = await keeper.take()
    let asked: Look
    try {
      const html = sent.html + (me.signature && sent.html ? me.signature : '')
      const body = { id: sending.id, html, to: [...sending.to], cc: [...sending.cc], fileIds: fileIdsOf(sent), quote: sending.quote, askedId: whom?.id ?? null, words: words.trim(), draft: sent.draft, ...(sending.then ? { then: sending.then } : {}) }
      asked = await callLooks('POST /tickets/:id/looks', { params: { id: ticket.id }, body })
      keep(asked)
      forget()
      keeper.dropped()
      noteSaid(ticket.id, 'reply', sending.id)
    } catch (problem) {
      keeper.refused(sent)
      throw problem
    }
    toasts.show({ text: whom ? `${whom.label} is asked to look at it` : 'It waits for a look', detail: 'It leaves in your name once a colleague releases it.', undo: () => void withdraw(asked) })
    onDone()
    answer(null)
  })
  // What is on its way is not taken back by closing.
  const cancel = () => { if (!busy) { onDone(); answer(null) } }
  useKeys({ '⌘enter': { run: () => submit(), overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && cancel()} width="small" title="Ask for a look"
      description={need?.why === 'person' ? 'A colleague looks at your replies before they leave.' : need ? `Replies on “${need.tag}” are looked at before they leave.` : 'A colleague reads it first; then it leaves in your name.'}
      footer={<><Button variant="ghost" onClick={cancel}>Go on writing</Button><Button variant="primary" shortcut="⌘enter" loading={busy} onClick={() => submit()}>Ask for a look</Button></>}
    >
      <div className="flex flex-col gap-4">
        {error && <div role="alert"><Banner tone="late">{error}</Banner></div>}
        <Field label="Whom" optional><Combobox options={people} value={whom} onChange={setWhom} placeholder={`Anybody of ${teamName(ticket.teamId)}`} /></Field>
        <Field label="What to look at" optional><TextArea value={words} onChange={setWords} rows={2} maxLength={500} placeholder="Is the amount right?" /></Field>
      </div>
    </Dialog>
  )
}
