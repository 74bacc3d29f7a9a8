import { ArrowDown, ArrowUp, CircleSlash, Ellipsis, Flag, GripVertical, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { use, useState, type KeyboardEvent } from 'react'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { announce } from '../../../ui/live-region.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { firstName } from '../../../ui/presence.ts'
import { shortTime } from '../../../ui/time-text.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { remove, reopen, reword, setRequired, tick, waiving, type Subtask } from './subtasks.ts'
import type { Grip } from './use-order.ts'

export type SubtaskRowProps = { one: Subtask; /** Of the open ticket. */ ticketId: string; /** It is being dragged. */ held: boolean; /** Where what is dragged would land. */ mark: 'above' | 'below' | null; grip: Grip; /** Nothing at the end of the list. */ up: (() => void) | null; down: (() => void) | null }

/** One line of a checklist: its box, its words, and what can be done with it. */
export function SubtaskRow({ one, ticketId, held, mark, grip, up, down }: SubtaskRowProps) {
  const me = useMe()
  const [editing, setEditing] = useState(false)
  const settled = useSettled(one)
  const press = (event: KeyboardEvent<HTMLLIElement>) => {
    if (editing || !one.may.change || event.altKey || !['Delete', 'Backspace', 'F2'].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    if (!one.may.loosen) return announce('It is required: waive it with a reason')
    if (event.key === 'F2') setEditing(true)
    else void remove(ticketId, one)
  }
  return (
    <li data-subtask={one.id} onKeyDown={press} className={classNames('group/line relative flex min-h-6 items-start gap-1 rounded-sm pl-4 focus-within:bg-hover hover:bg-hover max-sm:min-h-10 max-sm:items-center max-sm:pl-6', held && 'opacity-40')}>
      {mark && <span aria-hidden className={classNames('pointer-events-none absolute inset-x-4 z-10 h-0.5 rounded-full bg-focus', mark === 'above' ? '-top-px' : '-bottom-px')} />}
      {one.may.change && <span aria-hidden {...grip} className="absolute inset-y-0 left-0 flex w-4 cursor-grab touch-none items-start pt-1.5 text-n-8 select-none opacity-0 group-hover/line:opacity-100 active:cursor-grabbing max-sm:w-6 max-sm:items-center max-sm:pt-0 max-sm:opacity-100"><GripVertical size={13} /></span>}
      {editing
        ? <EditLine text={one.text} onDone={(text) => { setEditing(false); if (text && text !== one.text) void reword(ticketId, one, text) }} />
        : (
          <Checkbox checked={one.state === 'done'} mixed={one.state === 'waived'} disabled={!one.may.change} onChange={() => void tick(ticketId, one, me.id)} className="min-w-0 flex-1 py-0.5! @xl:[&>label]:line-clamp-2">
            {one.required && one.state === 'open' && <span data-tip="Required before closing" className="mr-1 inline-block translate-y-px text-time"><Flag aria-hidden size={12} strokeWidth={2.25} /><span className="sr-only">Required: </span></span>}
            <span data-tip={[one.text, one.waivedFor && `Not needed: ${one.waivedFor}`, settled].filter(Boolean).join('\n')} className={classNames('break-words', one.state !== 'open' && 'text-muted line-through decoration-n-8')}>{one.text}</span>
            {one.state === 'waived' && <span className="text-meta text-muted"> · not needed: {one.waivedFor}</span>}
            {settled && <span className="sr-only">, {settled}</span>}
          </Checkbox>
        )}
      {one.may.change && !editing && <span className="rounded-md bg-n-2 opacity-0 group-focus-within/line:opacity-100 group-hover/line:opacity-100 has-data-[popup-open]:opacity-100 sm:absolute sm:top-0 sm:right-0 max-sm:bg-transparent max-sm:opacity-100"><RowMenu one={one} ticketId={ticketId} up={up} down={down} onEdit={() => setEditing(true)} /></span>}
    </li>
  )
}

/** Who settled it and when, in a few words. */
function useSettled(one: Subtask): string | null {
  const reader = use(ReaderContext)
  const { face } = useDirectory()
  const me = useMe()
  const name = (id: string | null) => (id === me.id ? 'you' : id ? firstName(face(id).name) : 'Baton')
  const at = one.doneAt ?? one.waivedAt
  return at ? `${one.doneAt ? 'ticked' : 'waived'} by ${name(one.doneById ?? one.waivedById)}, ${shortTime(Date.parse(at), Date.now(), reader)}` : null
}

function RowMenu({ one, ticketId, up, down, onEdit }: { one: Subtask; ticketId: string; up: (() => void) | null; down: (() => void) | null; onEdit: () => void }) {
  const required = one.may.loosen ? null : 'It is required: waive it with a reason'
  return (
    <Menu
      align="end" trigger={<IconButton icon={Ellipsis} size="small" label={`More on “${one.text}”`} />}
      groups={[
        { actions: [
          one.state === 'open' ? { id: 'waive', label: 'Waive with a reason', icon: CircleSlash, onSelect: () => waiving.set(one) } : { id: 'reopen', label: 'Open it again', icon: RotateCcw, onSelect: () => void reopen(ticketId, one) },
          { id: 'edit', label: 'Reword', icon: Pencil, shortcut: 'F2', disabledReason: required, onSelect: onEdit },
          ...(one.may.require ? [{ id: 'require', label: one.required ? 'Make it advisory' : 'Make it required', icon: Flag, onSelect: () => void setRequired(ticketId, one, !one.required) }] : []),
        ] },
        { actions: [...(up ? [{ id: 'up', label: 'Move up', icon: ArrowUp, shortcut: '⌥↑', onSelect: up }] : []), ...(down ? [{ id: 'down', label: 'Move down', icon: ArrowDown, shortcut: '⌥↓', onSelect: down }] : [])] },
        { actions: [{ id: 'delete', label: 'Delete', icon: Trash2, shortcut: '⌫', disabledReason: required, onSelect: () => void remove(ticketId, one) }] },
      ].filter((group) => group.actions.length > 0)}
    />
  )
}

function EditLine({ text, onDone }: { text: string; onDone: (text: string | null) => void }) {
  const [now, setNow] = useState(text)
  return (
    <input
      aria-label="Reword the sub-task" value={now} maxLength={300} autoFocus onChange={(event) => setNow(event.currentTarget.value)} onBlur={() => onDone(now.trim() || null)}
      onKeyDown={(event) => { event.stopPropagation(); if (event.key === 'Enter') onDone(now.trim() || null); else if (event.key === 'Escape') onDone(null) }}
      className="min-w-0 flex-1 rounded-sm border border-control-line bg-paper px-1.5 py-0.5 text-ui text-ink max-sm:h-9"
    />
  )
}
