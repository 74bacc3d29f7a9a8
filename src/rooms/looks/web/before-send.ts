import { Eye } from 'lucide-react'
import { cache } from '../../../core/web/cache.ts'
import { plainText } from '../../../ui/plain-text.ts'
import { meQuery } from '../../people/web/directory.ts'
import type { Sending } from '../../tickets/web/composer-plugs.ts'
import { openAsking } from './look-state.ts'
import { looksQuery, sourcesQuery } from './looks.ts'
import { checker } from './checker.ts'

/** A reply may be looked at by a colleague first, by one's own wish. */
export const ways = [{ id: 'look', label: 'Ask for a look first', detail: 'a colleague reads it, then it leaves in your name', icon: Eye }]

/** What needs a look is asked for one instead of leaving; what has no source is asked for a word of why, where the team wants it. By what is known here: the server asks again. */
export function beforeSend(sending: Sending): Promise<{ readonly then?: undefined } | null> | undefined {
  const ticketId = sending.head.ticket.id
  const need = cache.getQueryData(looksQuery(ticketId).queryKey)?.needed ?? null
  if (need || sending.way === 'look') return new Promise((answer) => openAsking({ kind: 'ask', sending, need, answer }))
  const known = cache.getQueryData(sourcesQuery(ticketId).queryKey)
  const rules = checker()
  if (known?.check !== 'say-why' || !rules) return undefined
  const zone = cache.getQueryData(meQuery.queryKey)?.zone ?? 'UTC'
  const findings = rules.findingsIn(plainText(sending.writing.html), { ...known, keys: known.keys.map((one) => one.key) }, { now: Date.now(), zone })
  return findings.length ? new Promise((answer) => openAsking({ kind: 'why', sending, findings, answer })) : undefined
}
