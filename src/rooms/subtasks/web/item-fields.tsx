import { ArrowDown, ArrowUp, Flag, Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { announce } from '../../../ui/live-region.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import type { Template } from './subtasks.ts'

type Items = Template['items']

/** The lines of a template: written one under another, each required or advised. */
export function ItemFields({ items, onChange }: { items: Items; onChange: (items: Items) => void }) {
  const list = useRef<HTMLUListElement>(null)
  const set = (at: number, part: Partial<Items[number]>) => onChange(items.map((one, n) => (n === at ? { ...one, ...part } : one)))
  const focus = (at: number) => requestAnimationFrame(() => list.current?.querySelectorAll<HTMLInputElement>('input')[at]?.focus())
  const insert = (at: number) => { onChange(items.toSpliced(at, 0, { text: '', required: false })); focus(at) }
  const swap = (at: number, to: number) => { const [one] = items.slice(at, at + 1); onChange(items.toSpliced(at, 1).toSpliced(to, 0, one!)); focus(to); announce(`Line ${to + 1} of ${items.length}`) }
  return (
    <div className="flex flex-col gap-1">
      <span className="text-ui font-medium">Sub-tasks</span>
      <ul ref={list} className="flex flex-col gap-1">
        {items.map((one, at) => (
          <li key={at} className="flex items-center gap-1 max-sm:flex-wrap max-sm:justify-end max-sm:border-b max-sm:border-line max-sm:pb-1">
            <TextInput
              aria-label={`Sub-task ${at + 1}`} value={one.text} onChange={(text) => set(at, { text })} maxLength={300} className="flex-1 max-sm:basis-full"
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey && !event.nativeEvent.isComposing) { event.preventDefault(); insert(at + 1) }
                else if (event.key === 'Backspace' && one.text === '' && items.length > 1) { event.preventDefault(); onChange(items.toSpliced(at, 1)); focus(Math.max(0, at - 1)) }
                else if (event.altKey && event.key === 'ArrowUp' && at > 0) { event.preventDefault(); swap(at, at - 1) }
                else if (event.altKey && event.key === 'ArrowDown' && at < items.length - 1) { event.preventDefault(); swap(at, at + 1) }
              }}
            />
            <IconButton icon={Flag} size="small" label={one.required ? 'Required before closing' : 'Advised only'} pressed={one.required} onClick={() => set(at, { required: !one.required })} className={classNames(one.required && 'text-time!')} />
            <IconButton icon={ArrowUp} size="small" label="Move up" shortcut="⌥↑" disabledReason={at === 0 && 'It is the first'} onClick={() => swap(at, at - 1)} />
            <IconButton icon={ArrowDown} size="small" label="Move down" shortcut="⌥↓" disabledReason={at === items.length - 1 && 'It is the last'} onClick={() => swap(at, at + 1)} />
            <IconButton icon={X} size="small" label="Take it out" onClick={() => onChange(items.toSpliced(at, 1))} />
          </li>
        ))}
      </ul>
      <Button size="small" variant="ghost" icon={Plus} className="self-start" onClick={() => insert(items.length)}>Add a line</Button>
    </div>
  )
}
