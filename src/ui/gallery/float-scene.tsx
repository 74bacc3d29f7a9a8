import { Clock, CornerUpLeft, Flag, Inbox, Link2, Trash2, User } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../button.tsx'
import { CommandPalette } from '../command-palette.tsx'
import { Dialog } from '../dialog.tsx'
import { Drawer } from '../drawer.tsx'
import { Field } from '../field.tsx'
import { Page } from '../frame/page-head.tsx'
import { ContextMenu, Menu, type MenuGroups } from '../menu.tsx'
import { Popover } from '../popover.tsx'
import { ShortcutSheet } from '../shortcut-sheet.tsx'
import { TextArea } from '../text-area.tsx'
import { toasts } from '../toast-store.ts'
import { useKeys } from '../keys.ts'

const groups: MenuGroups = [
  { actions: [{ id: 'h', label: 'Hand off', icon: CornerUpLeft, shortcut: 'h', onSelect: () => {} }, { id: 'e', label: 'Escalate', icon: Flag, shortcut: 'e', onSelect: () => {} }, { id: 'w', label: 'Wait', icon: Clock, shortcut: 'w', detail: 'Until something happens', onSelect: () => {} }] },
  { label: 'Ticket', actions: [{ id: 'l', label: 'Copy link', icon: Link2, onSelect: () => {} }, { id: 'd', label: 'Delete for good', icon: Trash2, danger: true, onSelect: () => {} }, { id: 'm', label: 'Merge', disabledReason: 'Only leads may merge', onSelect: () => {} }] },
]

/** What floats. `#floats/dialog`, `/menu`, `/palette`, `/toasts`, `/keys`, `/drawer` opens one at once. */
export function FloatScene({ part }: { part: string }) {
  const [open, setOpen] = useState(part)
  const change = (name: string) => (now: boolean) => setOpen(now ? name : '')
  useKeys({
    '⌘k': { run: () => setOpen('palette'), label: 'Search and commands' }, '?': { run: () => setOpen('keys'), label: 'Show keys' },
    'g i': { run: () => {}, label: 'Inbox', group: 'Go' }, 'g d': { run: () => {}, label: 'My day', group: 'Go' }, r: { run: () => {}, label: 'Reply', group: 'Ticket' }, n: { run: () => {}, label: 'Note', group: 'Ticket' }, h: { run: () => {}, label: 'Hand off', group: 'Ticket' },
    z: { run: () => void toasts.undoLatest(), label: 'Undo' },
  }, { group: 'Everywhere' })
  useEffect(() => {
    const wait = setTimeout(() => {
      if (part === 'menu') document.querySelector<HTMLElement>('[data-sample=menu]')?.click()
      if (part !== 'toasts') return
      toasts.show({ text: 'Closed #1038' })
      toasts.show({ text: 'Reply was not sent', detail: 'The mail server refused it. Your text is kept.', tone: 'bad' })
      toasts.show({ text: 'Handed off to Ben', undo: () => {} })
    }, 200)
    return () => clearTimeout(wait)
  }, [part])
  return (
    <Page title="What floats" lead="Menus, dialogs, drawers, the palette and toasts.">
      <div className="flex flex-wrap gap-3">
        <Menu trigger={<Button data-sample="menu">Menu</Button>} groups={groups} />
        <Popover trigger={<Button>Popover</Button>} label="Load"><p className="text-ui">Ben has 7 open tickets and a free hour.</p></Popover>
        <Button onClick={() => setOpen('dialog')}>Dialog</Button>
        <Button onClick={() => setOpen('drawer')}>Drawer</Button>
        <Button onClick={() => setOpen('palette')} shortcut="⌘k">Palette</Button>
        <Button onClick={() => setOpen('keys')} shortcut="?">Keys</Button>
        <Button onClick={() => toasts.show({ text: 'Handed off to Ben', undo: () => {} })}>Toast</Button>
        <ContextMenu groups={groups}><div className="grid h-24 w-64 place-items-center rounded-md border border-dashed border-line-strong text-ui text-muted">Right click here</div></ContextMenu>
      </div>
      <Dialog open={open === 'dialog'} onOpenChange={change('dialog')} title="Hand off to Ben" description="Until Ben accepts, you stay answerable." footer={<><Button variant="ghost" onClick={() => setOpen('')}>Keep it</Button><Button variant="primary" shortcut="⌘enter">Hand off to Ben</Button></>}>
        <div className="flex flex-col gap-4">
          <Field label="What the issue is"><TextArea value="Anna paid twice on 12 January." onChange={() => {}} rows={2} /></Field>
          <Field label="What has been done"><TextArea value="Both payments found, refund approved by Ida." onChange={() => {}} rows={2} /></Field>
          <Field label="What is needed next" error="Ben would not know what to do first."><TextArea rows={2} /></Field>
        </div>
      </Dialog>
      <Drawer open={open === 'drawer'} onOpenChange={change('drawer')} title="Anna Keller"><p className="p-4 text-ui">Acme GmbH</p></Drawer>
      <ShortcutSheet open={open === 'keys'} onOpenChange={change('keys')} />
      <CommandPalette
        open={open === 'palette'} onOpenChange={change('palette')}
        groups={[{ label: 'Here', actions: [{ id: 'h', label: 'Hand off', icon: CornerUpLeft, shortcut: 'h', run: () => {} }, { id: 'e', label: 'Escalate', icon: Flag, shortcut: 'e', run: () => {} }] }, { label: 'Go to', actions: [{ id: 'i', label: 'Inbox', icon: Inbox, shortcut: 'g i', run: () => {} }] }]}
        found={[{ label: 'Customers', actions: [{ id: 'c', label: 'Anna Keller', detail: 'Acme GmbH', icon: User, run: () => {} }] }]}
      />
    </Page>
  )
}
