import { Eye, FileQuestionMark } from 'lucide-react'
import type { ReactNode } from 'react'
import { firstName } from '../../../ui/presence.ts'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry } from '../../tickets/web/tickets-call.ts'

/** How the timeline shows what became of a reply that a colleague looks at. */
export const lookView: EntryView = (entry, fresh) => (entry.name.startsWith('looks.') ? <LookEntry entry={entry} fresh={fresh} /> : undefined)

function LookEntry({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const { authorId, askedId } = entry.data as { authorId: string; askedId: string | null }
  const more = entry.more as { words: string; claims?: string[] } | null
  const name = (id: string | null) => (id === me.id ? 'You' : id ? firstName(face(id).name) : 'Baton')
  const whose = (id: string) => (id === me.id ? 'your' : `${name(id)}’s`)
  const who = name(entry.actor.id)
  const words: Record<string, ReactNode> = {
    'looks.asked': <>{who} asked {askedId ? name(askedId).replace('You', 'you') : 'for'}{askedId ? ' for' : ''} a look at a reply</>,
    'looks.released': <>{who} released {whose(authorId)} reply</>,
    'looks.returned': <>{who} gave {whose(authorId)} reply back{more?.words && <>: <span className="text-soft-ink">{more.words}</span></>}</>,
    'looks.withdrawn': <>{who} took {authorId === entry.actor.id ? 'the' : whose(authorId)} reply back that waited for a look</>,
    'looks.overdue': <>Nobody looked at {whose(authorId)} reply in time</>,
    'looks.why-said': <>{who} said why the reply below is right{more?.words && <>: <span className="text-soft-ink">{more.words}</span></>}{more?.claims && more.claims.length > 0 && <span className="text-muted"> ({more.claims.join(', ')})</span>}</>,
  }
  const said = words[entry.name]
  if (!said) return null
  return <div id={`entry-${entry.id}`}><ChangeLine icon={entry.name === 'looks.why-said' ? FileQuestionMark : Eye} tone={entry.name === 'looks.overdue' ? 'late' : entry.name === 'looks.released' ? 'good' : entry.name === 'looks.asked' ? 'own' : undefined} at={entry.at} fresh={fresh}>{said}</ChangeLine></div>
}
