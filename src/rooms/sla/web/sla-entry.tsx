import { ClockAlert } from 'lucide-react'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { Time } from '../../../ui/time.tsx'
import type { EntryView } from '../../tickets/web/thread.tsx'
import { targetWords } from './sla.ts'

/** How the timeline shows a target that was missed. */
export const slaView: EntryView = (entry, fresh) => {
  if (entry.name !== 'sla.missed') return undefined
  const { target, dueAt } = entry.data as { target: keyof typeof targetWords; dueAt: string }
  return <div id={`entry-${entry.id}`}><ChangeLine icon={ClockAlert} tone="late" at={entry.at} fresh={fresh}>Missed: {targetWords[target]}, was due <Time at={dueAt} className="tabular-nums" /></ChangeLine></div>
}
