import { X } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { TicketAct } from './use-ticket-acts.ts'

const shown = new Set(['assign', 'tags', 'priority', 'wait', 'close', 'reopen', 'merge'])

/** What can be done with the chosen tickets, over the foot of the list. */
export function BulkBar({ count, acts, onClear }: { count: number; acts: readonly TicketAct[]; onClear: () => void }) {
  return (
    <div role="toolbar" aria-label={`${count} chosen`} className="absolute inset-x-2 bottom-2 z-20 flex h-11 items-center gap-0.5 rounded-lg bg-raised pr-1 pl-3 shadow-float">
      <span className="min-w-0 flex-1 text-ui font-semibold tabular-nums" role="status">{count}<span className="sr-only"> chosen</span></span>
      {acts.filter((act) => shown.has(act.id)).map((act) => <IconButton key={act.id} icon={act.icon} label={act.label} shortcut={act.keys} side="top" disabledReason={act.disabledReason} onClick={act.run} />)}
      <IconButton icon={X} label="Choose none" shortcut="Esc" side="top" onClick={onClear} />
    </div>
  )
}
