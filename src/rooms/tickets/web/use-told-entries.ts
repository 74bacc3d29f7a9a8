import { useEffect, useRef } from 'react'
import { announce } from '../../../ui/live-region.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { actorName } from './change-words.tsx'
import type { Entry, Head } from './tickets-call.ts'

/** Tells screen readers of what others add to the open ticket, once each, without moving anything. */
export function useToldEntries(entries: readonly Entry[], head: Head): void {
  const me = useMe()
  const directory = useDirectory()
  const last = useRef<{ ticket: string; id: string } | null>(null)
  const newest = entries.at(-1)
  useEffect(() => {
    if (!newest) return
    const before = last.current
    last.current = { ticket: head.ticket.id, id: newest.id }
    if (!before || before.ticket !== head.ticket.id || before.id === newest.id || newest.actor.id === me.id) return
    const name = actorName(newest, { directory, me: me.id, customer: head.ticket.customerName, zone: me.zone, now: Date.parse(newest.at) })
    announce(newest.message ? `New message by ${name}` : newest.name === 'notes.added' ? `New note by ${name}` : `${name} changed the ticket`)
  }, [newest, head, me, directory])
}
