import { useQuery } from '@tanstack/react-query'
import { Handshake, X } from 'lucide-react'
import { use, useEffect, useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { exactTime, shortTime } from '../../../ui/time-text.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { customerQuery } from '../../customers/web/customers.ts'
import { onWritten, type Composing } from '../../tickets/web/composer-plugs.ts'
import type { Mode } from '../../tickets/web/draft-keeper.ts'
import type { spot, Spotted } from './spot.ts'
import { make } from './promises.ts'

interface Taken { readonly id: string; readonly text: string; readonly dueAt: string }

const placeOf = (ticketId: string, mode: Mode) => `promised.${ticketId}.${mode}`
const takenAt = (place: string): readonly Taken[] => kept<Taken[]>(place) ?? []

/** The words being written, line by line, without what is quoted. */
function plainText(html: string): string {
  const body = new DOMParser().parseFromString(html.replace(/<(br|\/p|\/li|\/h\d|\/div)[^>]*>/gi, (tag) => `\n${tag}`), 'text/html').body
  for (const quote of body.querySelectorAll('blockquote')) quote.remove()
  return body.textContent ?? ''
}

/** Promises in what is being written: each offered with one key, noted when it is sent. Nothing is noted by itself. */
export function SpottedPromises({ head, mode, html }: Composing) {
  const { ticket } = head
  const reader = use(ReaderContext)
  const place = placeOf(ticket.id, mode)
  const customer = useQuery({ ...customerQuery(ticket.customerId ?? ''), enabled: ticket.customerId !== null }).data
  const [spotter, setSpotter] = useState<{ run: typeof spot } | null>(null)
  const [taken, setTaken] = useState<readonly Taken[]>(() => takenAt(place))
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => { void import('./spot.ts').then((module) => setSpotter({ run: module.spot })) }, [])
  useEffect(() => setTaken(takenAt(place)), [place])
  const remember = (next: readonly Taken[]) => { setTaken(next); keep(place, next.length ? next : null) }
  const zone = customer?.zone ?? reader.zone ?? 'UTC'
  const text = plainText(html)
  const found = (spotter?.run(text, { now: Date.now(), zone }, customer?.language ?? 'en') ?? []).filter((one) => !passed.has(one.text) && !taken.some((other) => other.text === one.text))
  const offered = found[0]
  const take = (one: Spotted) => remember([...taken, { id: newId(), text: one.text, dueAt: one.dueAt }])
  useKeys({ '⌘.': { run: () => { if (offered) take(offered) }, whileTyping: true } }, { enabled: Boolean(offered) })
  if (!head.may.assign || (!offered && taken.length === 0)) return null
  const now = Date.now()
  const when = (at: string) => <time dateTime={at} data-tip={exactTime(Date.parse(at), { ...reader, zone })} className="font-medium tabular-nums">{shortTime(Date.parse(at), now, reader)}</time>
  return (
    <div className="flex flex-col gap-1 text-ui" role="status">
      {taken.map((one) => (
        <p key={one.id} className="flex items-center gap-2 text-time"><Handshake aria-hidden size={14} className="shrink-0" /><span className="min-w-0 flex-1 truncate">Promise noted when this is sent: {when(one.dueAt)} <span className="text-muted">{one.text}</span></span><IconButton icon={X} size="small" label={`Do not note the promise ${one.text}`} onClick={() => remember(taken.filter((other) => other.id !== one.id))} /></p>
      ))}
      {offered && (
        <p className="flex items-center gap-2"><Handshake aria-hidden size={14} className="shrink-0 text-muted" /><span className="min-w-0 flex-1 truncate text-muted">A promise? <span className="text-ink">“{offered.words}”</span>, that is {when(offered.dueAt)}</span>
          <Button size="small" shortcut="⌘." onClick={() => take(offered)}>Note it</Button>
          <IconButton icon={X} size="small" label={`It is no promise: ${offered.words}`} onClick={() => setPassed(new Set([...passed, offered.text]))} />
        </p>
      )}
    </div>
  )
}

// What was taken while writing becomes a promise once it is said; the composer may be gone by then.
onWritten(({ ticketId, mode, id }) => {
  const place = placeOf(ticketId, mode)
  const all = takenAt(place)
  keep(place, null)
  for (const one of all) {
    make(ticketId, { id: one.id, text: one.text, dueAt: one.dueAt, saidIn: id }, true).then(() => undefined, (error: unknown) => toasts.show({ text: `The promise was not noted: ${wordsFor(error)}`, detail: one.text, tone: 'bad', seconds: 20 }))
  }
})
