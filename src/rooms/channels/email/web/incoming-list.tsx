import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
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
import { callEmail, incomingQuery, readMailHealth, type IncomingMail } from './mail-call.ts'
import { kindWords } from './mail-words.ts'

const empty = { parked: 'Mail that could not be read stands here, with its original.', filed: 'Newsletters, spam and reports that belong to no ticket stand here.', held: 'Mail that may hold a sign-in code stands here.', refused: 'Answers that teammates sent by mail stand here.' } as const

/** Mails that did not become tickets, with why, and what can be done. */
export function IncomingList({ state, onOpen }: { state: keyof typeof empty; onOpen: (id: string) => void }) {
  const { data, error } = useQuery(incomingQuery(state))
  const { error: failed, run } = useSending(async () => undefined)
  const act = (mail: IncomingMail, how: 'retry' | 'recover' | 'dismiss') => run(async () => {
    if (how === 'retry') await callEmail('POST /incoming-mails/:id/retry', { params: { id: mail.id } })
    else if (how === 'recover') await callEmail('POST /incoming-mails/:id/recover', { params: { id: mail.id } })
    else await callEmail('POST /incoming-mails/:id/dismiss', { params: { id: mail.id } })
    await readMailHealth()
    toasts.show({ text: { retry: 'It is read again', recover: 'It becomes a ticket', dismiss: 'Taken off the list' }[how] })
  })
  if (error && !data) return <Trouble>{wordsFor(error)}</Trouble>
  if (!data) return <SkeletonRows rows={4} label="Loading mail" />
  if (!data.items.length) return <EmptyState icon={Inbox}>{empty[state]}</EmptyState>
  return (
    <>
      <Trouble>{failed}</Trouble>
      <Lines label="Mails">{data.items.map((mail) => <MailLine key={mail.id} mail={mail} onOpen={() => onOpen(mail.id)} onAct={(how) => act(mail, how)} />)}</Lines>
      {data.next && <p className="pt-3 text-meta text-muted">The newest 50 are shown.</p>}
    </>
  )
}

function MailLine({ mail, onOpen, onAct }: { mail: IncomingMail; onOpen: () => void; onAct: (how: 'retry' | 'recover' | 'dismiss') => void }) {
  const name = mail.subject || '(no subject)'
  return (
    <Line title={<><button type="button" onClick={onOpen} className="min-w-0 text-left break-words hover:underline">{name}</button>{mail.kind && <Badge>{kindWords(mail.kind)}</Badge>}</>} detail={<>{mail.sender || 'no sender'} · <Time at={mail.at} as="ago" />{mail.reason && <span className="block">{mail.reason}</span>}</>}>
      {mail.state === 'parked' ? <Button size="small" onClick={() => onAct('retry')} aria-label={`Read again: ${name}`}>Read again</Button> : <Button size="small" onClick={() => onAct('recover')} aria-label={`Make ticket: ${name}`}>Make ticket</Button>}
      <Button size="small" variant="ghost" onClick={() => onAct('dismiss')} aria-label={`Dismiss: ${name}`}>Dismiss</Button>
    </Line>
  )
}
