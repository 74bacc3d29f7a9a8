import { useQuery } from '@tanstack/react-query'
import { ChevronRight, ListPlus, Plus } from 'lucide-react'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { useStore } from '../../../core/web/store.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { progress } from '../rules.ts'
import { AddLine } from './add-line.tsx'
import { SubtaskRow } from './subtask-row.tsx'
import { adding, apply, checklistQuery, templatesQuery, type Subtask } from './subtasks.ts'
import { useOrder } from './use-order.ts'
import WaiveDialog from './waive-dialog.tsx'

/** What is to be done on a ticket, and how far that is. */
export default function Checklist({ head }: { head: Head }) {
  const { ticket, may } = head
  const { data, error, refetch } = useQuery(checklistQuery(ticket.id))
  const writing = useStore(adding) === ticket.id
  const { settled, all } = progress(data ?? [])
  return (
    <section aria-label="Sub-tasks" className="-ml-4 min-w-0 max-sm:ml-0 @xl:ml-0">
      <header className="flex h-6 items-center gap-1 pl-4 max-sm:pl-0">
        <h2 className="flex min-w-0 flex-1 items-baseline gap-1.5 text-meta font-medium text-muted">Sub-tasks{all > 0 && <span className="font-normal tabular-nums">{settled} of {all}</span>}</h2>
        {may.change && <TemplateMenu ticketId={ticket.id} teamId={ticket.teamId} />}
        {may.change && <IconButton icon={Plus} size="small" label="Add a sub-task" shortcut="b" onClick={() => adding.set(ticket.id)} />}
      </header>
      {error && !data ? <p className="flex items-center gap-2 pl-4 text-ui text-muted">{wordsFor(error)}<Button size="small" variant="ghost" onClick={() => void refetch()}>Try again</Button></p>
        : !data ? <div role="status" aria-label="Loading the sub-tasks" className="flex flex-col gap-2.5 py-1.5 pl-4"><Skeleton className="h-3.5 w-3/4" /><Skeleton className="h-3.5 w-1/2" /></div>
        : data.length === 0 && !writing ? <p className="py-1 pl-4 text-ui text-muted max-sm:pl-0">{may.change ? <button type="button" className="rounded-sm hover:text-ink hover:underline" onClick={() => adding.set(ticket.id)}>Nothing to tick off. Add a sub-task</button> : 'Nothing to tick off.'}</p>
        : <Lines all={data} ticketId={ticket.id} />}
      {writing && may.change && <AddLine ticketId={ticket.id} />}
      <WaiveDialog ticketId={ticket.id} />
    </section>
  )
}

/** Open ones; those that were settled before the ticket was opened fold into one line at the end. */
function Lines({ all: every, ticketId }: { all: readonly Subtask[]; ticketId: string }) {
  const [past] = useState(() => new Set(every.filter((one) => one.state !== 'open').map((one) => one.id)))
  const [unfolded, setUnfolded] = useState(false)
  const folds = (one: Subtask) => one.state !== 'open' && past.has(one.id)
  const folded = every.filter(folds)
  const all = unfolded || folded.length < 2 ? every : every.filter((one) => !folds(one))
  const { list, held, mark, grip, step } = useOrder(all, ticketId)
  return (
    <ul ref={list} className="flex flex-col">
      {all.map((one) => <SubtaskRow key={one.id} one={one} ticketId={ticketId} held={held === one.id} mark={mark?.id === one.id ? mark.side : null} grip={grip(one)} up={step(one, -1)} down={step(one, 1)} />)}
      {folded.length > 1 && <li className="pl-4 max-sm:pl-0"><button type="button" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)} className="flex min-h-6 items-center gap-1 rounded-sm text-meta text-muted hover:text-ink max-sm:min-h-10"><ChevronRight aria-hidden size={12} className={unfolded ? 'rotate-90' : ''} />{unfolded ? 'Fold what is settled' : `${folded.length} settled`}</button></li>}
    </ul>
  )
}

function TemplateMenu({ ticketId, teamId }: { ticketId: string; teamId: string }) {
  const templates = (useQuery(templatesQuery).data ?? []).filter((one) => one.teamId === null || one.teamId === teamId)
  if (!templates.length) return null
  return <Menu align="end" trigger={<IconButton icon={ListPlus} size="small" label="Put a template on the checklist" />} groups={[{ label: 'Put on the checklist', actions: templates.map((one) => ({ id: one.id, label: one.name, detail: `${one.items.length} ${one.items.length === 1 ? 'sub-task' : 'sub-tasks'}`, onSelect: () => void apply(ticketId, one) })) }]} />
}
