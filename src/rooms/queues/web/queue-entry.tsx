import { ListOrdered, Route, Undo2 } from 'lucide-react'
import { firstName } from '../../../ui/presence.ts'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry } from '../../tickets/web/tickets-call.ts'
import type { Reason } from '../rules.ts'
import { reasonLine } from './reason-words.ts'

/** How the timeline shows that somebody took it as the next one, that it came back, or that it was taken out of its turn. */
export const queueView: EntryView = (entry, fresh) => (entry.name.startsWith('queues.') ? <Line entry={entry} fresh={fresh} /> : undefined)

type Data = { personId: string; reasons?: readonly Reason[]; how?: 'given-back' | 'idle' | 'released' | 'left' }

function Line({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const { face } = useDirectory()
  const me = useMe()
  const { personId, reasons = [], how } = entry.data as Data
  const why = (entry.more as { reason?: string } | null)?.reason
  const name = (id: string) => (id === me.id ? 'You' : firstName(face(id).name))
  const who = name(personId)
  const line = (icon: typeof Undo2, words: string) => <div id={`entry-${entry.id}`}><ChangeLine icon={icon} tone={entry.name === 'queues.claimed' ? 'own' : undefined} at={entry.at} fresh={fresh}>{words}</ChangeLine></div>
  if (entry.name === 'queues.claimed') return line(ListOrdered, `${who} took it as the next one: ${reasonLine(reasons, Date.parse(entry.at), true)}`)
  if (entry.name === 'queues.picked-out') return line(Route, `${who} took it out of its turn${why ? `: ${why}` : ''}`)
  if (how === 'idle') return line(Undo2, `Back in its place in the queue: no sign of ${who === 'You' ? 'you' : who}`)
  if (how === 'left') return line(Undo2, `Back in its place in the queue: ${who} left`)
  if (how === 'released') return line(Undo2, `${entry.actor.id ? name(entry.actor.id) : 'A lead'} put it back into the queue${why ? `: ${why}` : ''}`)
  return line(Undo2, `${who} gave it back to the queue`)
}
