import { CirclePause, CirclePlay, Clock as ClockSign, ClockAlert, ClockCheck, type LucideIcon } from 'lucide-react'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { Time } from '../../../ui/time.tsx'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Clock } from './clocks.ts'

const signs: Record<string, LucideIcon> = { 'clocks.paused': CirclePause, 'clocks.resumed': CirclePlay, 'clocks.warned': ClockAlert, 'clocks.ran-out': ClockAlert, 'clocks.stopped': ClockCheck }

/** How the timeline shows what happened to a clock, where the room that started it wants that. */
export const clockView: EntryView = (entry, fresh) => {
  if (!entry.name.startsWith('clocks.')) return undefined
  const { clock } = entry.data as { clock: Clock }
  const what = clock.label || clock.kind
  const due = <Time at={clock.dueAt} className="tabular-nums" />
  const words = {
    'clocks.started': <>Clock started: {what}, due {due}</>, 'clocks.paused': <>Clock paused: {what}. {clock.pauseReason}</>, 'clocks.resumed': <>Clock runs again: {what}, due {due}</>,
    'clocks.moved': <>Due at another time: {what}, now {due}</>, 'clocks.stopped': <>Clock stopped: {what}, {clock.outcome}</>, 'clocks.warned': <>Nearly due: {what}, {due}</>, 'clocks.ran-out': <>Missed: {what}, was due {due}</>,
  }[entry.name]
  const tone = entry.name === 'clocks.ran-out' ? 'late' : entry.name === 'clocks.stopped' ? 'good' : 'time'
  return <div id={`entry-${entry.id}`}><ChangeLine icon={signs[entry.name] ?? ClockSign} tone={tone} at={entry.at} fresh={fresh}>{words}</ChangeLine></div>
}
