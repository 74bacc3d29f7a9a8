import { CircleSlash, ListChecks, ListPlus, RotateCcw } from 'lucide-react'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry } from '../../tickets/web/tickets-call.ts'

/** How the timeline shows what became of sub-tasks. */
export const subtaskView: EntryView = (entry, fresh) => (entry.name.startsWith('subtasks.') ? <SubtaskEntry entry={entry} fresh={fresh} /> : undefined)

const icons = { 'subtasks.ticked': ListChecks, 'subtasks.waived': CircleSlash, 'subtasks.reopened': RotateCcw, 'subtasks.template-applied': ListPlus } as const

function SubtaskEntry({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const data = entry.data as { name?: string; count?: number; byItself?: boolean; was?: string }
  const more = entry.more as { text: string; waivedFor: string | null } | null
  const who = entry.actor.kind !== 'person' ? 'Baton' : entry.actor.id === me.id ? 'You' : firstName(face(entry.actor.id!).name)
  const what = more ? <span className="text-soft-ink">“{more.text}”</span> : 'a sub-task'
  const count = `${data.count} ${data.count === 1 ? 'sub-task' : 'sub-tasks'}`
  const words = {
    'subtasks.ticked': <>{who} ticked {what}</>, 'subtasks.waived': <>{who} waived {what}{more?.waivedFor && <>: {more.waivedFor}</>}</>, 'subtasks.reopened': <>{who} opened {what} again</>,
    'subtasks.template-applied': data.byItself ? <>Checklist “{data.name}” came by itself, {count}</> : <>{who} put the checklist “{data.name}” on it, {count}</>,
  }[entry.name]
  if (!words) return null
  return <div id={`entry-${entry.id}`}><ChangeLine icon={icons[entry.name as keyof typeof icons]} at={entry.at} fresh={fresh}>{words}</ChangeLine></div>
}
