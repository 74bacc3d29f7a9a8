import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { CommandPaletteProps } from './command-palette.tsx'
import { Kbd } from './kbd.tsx'
import { Spinner } from './spinner.tsx'

export type CommandAction = { id: string; label: string; detail?: string; icon?: LucideIcon; sign?: ReactNode; shortcut?: string; /** Other words it is found by. */ words?: readonly string[]; run: () => void }
export type CommandGroup = { label: string; actions: readonly CommandAction[] }

/** The inside of the palette. */
export default function CommandList({ open, onOpenChange, groups, found = [], searching, onQuery, placeholder = 'Go to, do or find' }: CommandPaletteProps) {
  const [query, setQuery] = useState('')
  const type = (text: string) => {
    setQuery(text)
    onQuery?.(text)
  }
  const run = (action: CommandAction) => {
    onOpenChange(false)
    action.run()
  }
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil/60" />
        <Dialog.Popup data-blocks-keys className="float-motion fixed top-[14vh] left-1/2 z-50 w-[min(600px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-lg bg-raised shadow-float outline-none max-sm:top-3">
          <Dialog.Title className="sr-only">Commands</Dialog.Title>
          <Command loop label="Commands" filter={fit} className="flex max-h-[min(440px,60dvh)] flex-col">
            <div className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden size={16} className="shrink-0 text-muted" />
              <Command.Input autoFocus value={query} onValueChange={type} placeholder={placeholder} className="h-full min-w-0 flex-1 bg-transparent text-[15px] outline-none max-sm:text-[16px]" />
              {searching ? <Spinner className="text-muted" /> : <Kbd keys="Esc" />}
            </div>
            <Command.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1 pb-2">
              {found.every((group) => group.actions.length === 0) && <Command.Empty className="px-3 py-6 text-center text-ui text-muted">{searching ? 'Searching…' : 'Nothing found. Try a number, a name or a word from the message.'}</Command.Empty>}
              {groups.map((group) => <Group key={group.label} {...group} onRun={run} />)}
              {found.map((group) => <Group key={`found ${group.label}`} {...group} asFound={query} onRun={run} />)}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** How well a line fits what was typed: every word must begin one of its words (or stand in the label); nothing looser, so that what is far-fetched stays away. */
function fit(value: string, typed: string, keywords: string[] = []): number {
  const label = value.split('\u0000')[0]!.toLowerCase()
  const wanted = typed.toLowerCase().trim().split(/\s+/)
  const words = `${label} ${keywords.join(' ').toLowerCase()}`.split(/[^\p{L}\p{N}#]+/u)
  if (!wanted.every((one) => words.some((word) => word.startsWith(one)) || (one.length > 2 && label.includes(one)))) return 0
  return label.startsWith(typed.toLowerCase().trim()) ? 1 : wanted.every((one) => label.split(/\s+/).some((word) => word.startsWith(one))) ? 0.8 : 0.5
}

function Group({ label, actions, asFound, onRun }: CommandGroup & { asFound?: string; onRun: (action: CommandAction) => void }) {
  if (actions.length === 0) return null
  return (
    <Command.Group heading={label} forceMount={asFound !== undefined} className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted">
      {actions.map((action) => (
        <Command.Item
          key={action.id} value={`${action.label}\u0000${action.id}`} keywords={[...(action.words ?? []), action.detail ?? '']} forceMount={asFound !== undefined} onSelect={() => onRun(action)}
          className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 text-ui text-ink data-[selected=true]:bg-pressed max-sm:min-h-11"
        >
          {action.icon ? <action.icon aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-muted" /> : action.sign}
          <span className="min-w-0 truncate">{action.label}</span>
          {action.detail && <span className="min-w-0 flex-1 truncate text-muted">{action.detail}</span>}
          {action.shortcut && <Kbd keys={action.shortcut} className="ml-auto" />}
        </Command.Item>
      ))}
    </Command.Group>
  )
}
