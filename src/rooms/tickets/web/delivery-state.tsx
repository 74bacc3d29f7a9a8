import { CheckCheck, CircleAlert, CirclePause, Clock, CloudOff, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { useWaiting } from '../../../core/web/outbox.ts'
import { Button } from '../../../ui/button.tsx'
import { CountdownRing } from '../../../ui/countdown-ring.tsx'
import { useNow } from '../../../ui/now.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { cancelReply } from './send-reply.ts'
import { patchMessage } from './timeline-cache.ts'
import { call, type Message } from './tickets-call.ts'

/** Where a reply is on its way: still to be taken back, leaving, gone, failed with the reason and what to do. */
export function DeliveryState({ message, mayAct }: { message: Message; mayAct: boolean }) {
  const offline = useWaiting().some((one) => one.id === message.id)
  if (offline) return <span className="flex items-center gap-1.5"><CloudOff aria-hidden size={13} />Kept here, sent when the connection is back</span>
  switch (message.delivery) {
    case 'pending': return <Leaving message={message} mayAct={mayAct} />
    case 'sending': return <span className="flex items-center gap-1.5"><LoaderCircle aria-hidden size={13} className="animate-spin" />Sending</span>
    case 'sent': return <span className="flex items-center gap-1.5"><CheckCheck aria-hidden size={13} className="text-good" />Sent</span>
    case 'held': return <span className="flex items-center gap-1.5 text-time"><CirclePause aria-hidden size={13} />Held: {message.deliveryNote ?? 'no outgoing mail server is set up'}</span>
    case 'delayed': return <span className="flex items-center gap-1.5 text-time"><Clock aria-hidden size={13} />Delayed{message.deliveryNote && `: ${message.deliveryNote}`}</span>
    case 'failed': case 'bounced': return <Failed message={message} mayAct={mayAct} words={message.delivery === 'failed' ? 'Not sent' : 'Not delivered'} />
    case 'unknown': return <Unknown message={message} mayAct={mayAct} />
    default: return null
  }
}

function Leaving({ message, mayAct }: { message: Message; mayAct: boolean }) {
  const due = message.dueAt ? Date.parse(message.dueAt) : 0
  const left = Math.ceil((due - useNow(1000)) / 1000)
  if (left <= 0) return <span className="flex items-center gap-1.5"><LoaderCircle aria-hidden size={13} className="animate-spin" />Sending</span>
  return (
    <span role="status" className="flex items-center gap-1.5">
      <CountdownRing seconds={left} size={13} key={message.dueAt} />Sending
      {mayAct && <Button variant="ghost" size="small" onClick={() => void cancelReply(message)}>Undo</Button>}
    </span>
  )
}

function Failed({ message, mayAct, words }: { message: Message; mayAct: boolean; words: string }) {
  const [busy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    try {
      const { message: next } = await call('POST /replies/:id/retry', { params: { id: message.id } })
      patchMessage(cache, message.ticketId, message.id, next)
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-late">
      <span className="flex items-center gap-1.5"><CircleAlert aria-hidden size={13} className="shrink-0" />{words}{message.deliveryNote && `: ${message.deliveryNote}`}</span>
      {mayAct && <Button size="small" loading={busy} onClick={() => void again()}>Try again</Button>}
    </span>
  )
}

function Unknown({ message, mayAct }: { message: Message; mayAct: boolean }) {
  const decide = async (as: 'sent' | 'again') => {
    try {
      const { message: next } = await call('POST /replies/:id/decide', { params: { id: message.id }, body: { as } })
      patchMessage(cache, message.ticketId, message.id, next)
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
  }
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-time">
      <span className="flex items-center gap-1.5"><CircleAlert aria-hidden size={13} />The connection broke while sending: it may have arrived or not.</span>
      {mayAct && <><Button size="small" onClick={() => void decide('sent')}>It arrived</Button><Button size="small" onClick={() => void decide('again')}>Send again</Button></>}
    </span>
  )
}
