import { Flag, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useMe } from '../../people/web/directory.ts'
import { add, adding } from './subtasks.ts'

/** Where sub-tasks are written: Enter adds and goes on, Esc ends. Several lines pasted are several sub-tasks. */
export function AddLine({ ticketId }: { ticketId: string }) {
  const me = useMe()
  const [text, setText] = useState('')
  const [required, setRequired] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const end = () => { adding.set(null); setText('') }
  const put = (lines: readonly string[]) => { for (const line of lines) void add(ticketId, line.slice(0, 300), required, me.id) }
  return (
    <div
      className="flex min-h-8 items-center gap-1 pl-4 max-sm:min-h-11 max-sm:pl-0"
      onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget) && !text.trim()) end() }}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); end() } }}
    >
      <Plus aria-hidden size={14} className="shrink-0 text-muted" />
      <input
        ref={box} aria-label="Add a sub-task" placeholder="What is to be done?" value={text} maxLength={300} autoFocus autoComplete="off" enterKeyHint="done"
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          const lines = event.clipboardData.getData('text/plain').split(/\r?\n/).map((line) => line.replace(/^\s*(?:[-*•]|\[[ x]?\]|\d+[.)])\s*/i, '').trim()).filter(Boolean).slice(0, 30)
          if (lines.length < 2) return
          event.preventDefault()
          put(lines)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          if (!text.trim()) return end()
          put([text.trim()])
          setText('')
        }}
        className="min-w-0 flex-1 rounded-sm bg-transparent px-1 py-0.5 text-ui text-ink placeholder:text-muted max-sm:h-10 max-sm:text-base"
      />
      <IconButton icon={Flag} size="small" label={required ? 'Required before closing' : 'Make it required before closing'} pressed={required} onClick={() => { setRequired(!required); box.current?.focus() }} className={classNames(required && 'text-time!')} />
    </div>
  )
}
