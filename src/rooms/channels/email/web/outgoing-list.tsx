import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { wordsFor } from '../../../../core/web/call.ts'
import { Badge } from '../../../../ui/badge.tsx'
import { Button } from '../../../../ui/button.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { Time } from '../../../../ui/time.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useSending } from '../../../people/web/form.ts'
import { Line, Lines } from '../../../people/web/section.tsx'
import { callEmail, outgoingMailsQuery, readMailHealth, type OutgoingMail } from './mail-call.ts'
import { outgoingWords } from './mail-words.ts'

const states = { failed: 'Mail that could not be sent stands here.', unknown: 'Mail whose sending was cut off stands here, so that you decide.', held: 'Mail that waits for an outgoing server stands here.', queued: 'Mail that waits for its next try stands here.' } as const
const again = { failed: 'Try again', unknown: 'Send again', held: 'Try now', queued: '' } as const

/** Mails that wait or could not be sent, with why, and what can be done. */
export function OutgoingList({ state }: { state: keyof typeof states }) {
  const { data, error } = useQuery(outgoingMailsQuery(state))
  const { error: failed, run } = useSending(async () => undefined)
  const act = (mail: OutgoingMail, how: 'retry' | 'dismiss') => run(async () => {
    if (how === 'retry') await callEmail('POST /outgoing-mails/:id/retry', { params: { id: mail.id } })
    else await callEmail('POST /outgoing-mails/:id/dismiss', { params: { id: mail.id } })
    await readMailHealth()
    toasts.show({ text: how === 'retry' ? 'It is sent now' : 'Taken off the list' })
  })
  if (error && !data) return <Trouble>{wordsFor(error)}</Trouble>
  if (!data) return <SkeletonRows rows={4} label="Loading mail" />
  if (!data.items.length) return <EmptyState icon={Send}>{states[state]}</EmptyState>
  return (
    <>
      <Trouble>{failed}</Trouble>
      <Lines label="Mails">
        {data.items.map((mail) => (
          <Line key={mail.id} title={<><span className="min-w-0 break-words">{mail.subject || '(no subject)'}</span><Badge>{outgoingWords(mail.kind)}</Badge></>} detail={<>to {mail.recipients.join(', ')} · <Time at={mail.madeAt} as="ago" />{mail.reason && <span className="block">{mail.reason}</span>}</>}>
            {again[state] && <Button size="small" onClick={() => act(mail, 'retry')} aria-label={`${again[state]}: ${mail.subject}`}>{again[state]}</Button>}
            {state !== 'queued' && <Button size="small" variant="ghost" onClick={() => act(mail, 'dismiss')} aria-label={`Dismiss: ${mail.subject}`}>Dismiss</Button>}
          </Line>
        ))}
      </Lines>
    </>
  )
}
