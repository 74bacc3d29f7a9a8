import { useQuery } from '@tanstack/react-query'
import { Handshake, X } from 'lucide-react'
import { use, useEffect, useState } from 'react'
import { useStore } from '../../../core/web/store.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { exactTime, shortTime } from '../../../ui/time-text.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { plainText } from '../../../ui/plain-text.ts'
import { customerQuery } from '../../customers/web/customers.ts'
import type { Composing } from '../../tickets/web/composer-plugs.ts'
import { dropSaid, sayingOf, takeSaid } from './said.ts'
import type { spot, Spotted } from '../spotting.ts'

/** Promises in what is being written: each offered with one key, noted when it is sent. Nothing is noted by itself. */
export function SpottedPromises({ head, mode, html }: Composing) {
  const { ticket } = head
  const reader = use(ReaderContext)
  const customer = useQuery({ ...customerQuery(ticket.customerId ?? ''), enabled: ticket.customerId !== null }).data
  const [spotter, setSpotter] = useState<{ run: typeof spot } | null>(null)
  const { taken, none } = useStore(sayingOf(ticket.id, mode))
  useEffect(() => { void import('../spotting.ts').then((module) => setSpotter({ run: module.spot })) }, [])
  const zone = customer?.zone ?? reader.zone ?? 'UTC'
  const text = plainText(html)
  const found = (spotter?.run(text, { now: Date.now(), zone }, customer?.language ?? 'en') ?? []).filter((one) => !none.has(one.text) && !taken.some((other) => other.text === one.text))
  const offered = found[0]
  const take = (one: Spotted) => takeSaid(ticket.id, mode, one)
  useKeys({ '⌘.': { run: () => { if (offered) take(offered) }, whileTyping: true } }, { enabled: Boolean(offered) })
  if (!head.may.assign || (!offered && taken.length === 0)) return null
  const now = Date.now()
  const when = (at: string) => <time dateTime={at} data-tip={exactTime(Date.parse(at), { ...reader, zone })} className="font-medium tabular-nums">{shortTime(Date.parse(at), now, reader)}</time>
  return (
    <div className="flex flex-col gap-1 text-ui" role="status">
      {taken.map((one) => (
        <p key={one.id} className="flex items-center gap-2 text-time"><Handshake aria-hidden size={14} className="shrink-0" /><span className="min-w-0 flex-1 truncate">Promise noted when this is sent: {when(one.dueAt)} <span className="text-muted">{one.text}</span></span><IconButton icon={X} size="small" label={`Do not note the promise ${one.text}`} onClick={() => dropSaid(ticket.id, mode, one.text)} /></p>
      ))}
      {offered && (
        <p className="flex items-center gap-2"><Handshake aria-hidden size={14} className="shrink-0 text-muted" /><span className="min-w-0 flex-1 truncate text-muted">A promise? <span className="text-ink">“{offered.words}”</span>, that is {when(offered.dueAt)}</span>
          <Button size="small" shortcut="⌘." onClick={() => take(offered)}>Note it</Button>
          <IconButton icon={X} size="small" label={`It is no promise: ${offered.words}`} onClick={() => dropSaid(ticket.id, mode, offered.text)} />
        </p>
      )}
    </div>
  )
}
