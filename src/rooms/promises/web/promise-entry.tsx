import { Handshake } from 'lucide-react'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry } from '../../tickets/web/tickets-call.ts'

/** How the timeline shows what became of a promise. */
export const promiseView: EntryView = (entry, fresh) => (entry.name.startsWith('promises.') ? <PromiseEntry entry={entry} fresh={fresh} /> : undefined)

function PromiseEntry({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const data = entry.data as { ownerId: string; dueAt: string; was: string; told: boolean; late: boolean; kind?: 'promise' | 'callback' }
  const name = (id: string | null) => (id === me.id ? 'You' : id ? firstName(face(id).name) : 'Baton')
  const who = entry.actor.kind === 'person' ? name(entry.actor.id) : 'Baton'
  const what = (entry.more as { text: string } | null)?.text
  const quoted = what && <span className="text-soft-ink"> “{what}”</span>
  const until = <Time at={data.dueAt} className="tabular-nums" />
  const words = {
    'promises.made': <>{who} {data.kind === 'callback' ? 'scheduled a callback' : 'promised'}{quoted}, due {until}{data.ownerId !== entry.actor.id && `, ${name(data.ownerId)} sees to it`}</>,
    'promises.kept': <>{who} kept a promise{data.late && ', late'}{quoted}</>,
    'promises.reopened': <>{who} took back that a promise was kept{quoted}</>,
    'promises.moved': <>{who} moved a promise from <Time at={data.was} className="tabular-nums" /> to {until}{data.told ? ', the customer was told' : ', the customer was not told'}{quoted}</>,
    'promises.withdrawn': <>{who} withdrew a promise{quoted}</>,
    'promises.broken': <>A promise was not kept in time{quoted}, due {until}</>,
  }[entry.name]
  if (!words) return null
  const tone = entry.name === 'promises.broken' ? 'late' : entry.name === 'promises.kept' ? 'good' : entry.name === 'promises.made' ? 'time' : 'plain'
  return <div id={`entry-${entry.id}`}><ChangeLine icon={Handshake} tone={tone} at={entry.at} fresh={fresh}>{words}</ChangeLine></div>
}
