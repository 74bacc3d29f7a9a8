import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { contextWords } from './approval-words.tsx'
import { callApprovals, type Approval } from './approvals.ts'

/** Asks for a decision by the link of a mail. Opening it has changed nothing. */
export function LinkForm({ token, onDone }: { token: string; onDone: (approved: boolean) => void }) {
  const { data, error } = useQuery({ queryKey: ['approvals', 'link', token], queryFn: () => callApprovals('POST /approval-links/look', { body: { token } }, { quiet: true }), staleTime: 0 })
  const [answer, setAnswer] = useState('')
  const [meant, setMeant] = useState<boolean | null>(null)
  const sending = useSending(async () => undefined)
  const decide = (approve: boolean) => {
    setMeant(approve)
    sending.run(async () => onDone((await callApprovals('POST /approval-links/decide', { body: { token, approve, answer: answer.trim() } }, { quiet: true })).approved))
  }
  if (error) return <Trouble>{wordsFor(error)}</Trouble>
  if (!data) return <SkeletonRows rows={3} label="Loading the request" />
  return (
    <form onSubmit={(event) => event.preventDefault()} className="flex flex-col gap-4">
      <div className="rounded-lg border border-line bg-paper p-4 text-message">
        <p className="font-medium text-ink">{data.words}</p>
        <p className="mt-1.5 text-soft-ink">{data.requester}: “{data.reason}”</p>
        {data.ticket && <p className="mt-1.5 text-ui text-muted">#{data.ticket.number} {data.ticket.subject}</p>}
        <p className="mt-0.5 text-ui text-muted">{data.context.customerName && `${data.context.customerName} · `}{contextWords({ context: data.context } as Approval)}</p>
      </div>
      <Field label="Your note" optional help="Approving puts it on the ticket as a note of yours; refusing needs a reason."><TextArea value={answer} onChange={setAnswer} maxLength={2000} /></Field>
      <Trouble>{sending.error}</Trouble>
      <div className="flex gap-2">
        <Button variant="primary" className="flex-1 max-sm:h-11" loading={sending.busy && meant === true} onClick={() => decide(true)}>Approve</Button>
        <Button className="flex-1 max-sm:h-11" loading={sending.busy && meant === false} onClick={() => decide(false)}>Refuse</Button>
      </div>
      <p className="text-meta text-muted">You decide as {data.decider}.</p>
    </form>
  )
}
