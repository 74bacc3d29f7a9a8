import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'

const sides = {
  right: 'inset-y-0 right-0 w-[min(360px,88vw)] data-[starting-style]:translate-x-full data-[ending-style]:translate-x-full',
  left: 'inset-y-0 left-0 w-[min(280px,84vw)] data-[starting-style]:-translate-x-full data-[ending-style]:-translate-x-full',
  bottom: 'inset-x-0 bottom-0 max-h-[92dvh] rounded-t-lg data-[starting-style]:translate-y-full data-[ending-style]:translate-y-full',
}

export type DrawerProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  side?: keyof typeof sides
  /** Leaves out the head; the title is still read aloud. */
  bare?: boolean
  children: ReactNode
}

/** What has no room beside the page comes in from its edge: the panel, the views, a phone's composer. */
export function Drawer({ open, onOpenChange, title, side = 'right', bare, children }: DrawerProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Popup ref={popup} data-blocks-keys initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-autofocus], [contenteditable=true]') ?? popup.current ?? true} className={classNames('fixed z-40 flex flex-col bg-raised pb-[env(safe-area-inset-bottom)] shadow-float outline-none transition-transform duration-(--calm)', sides[side])}>
          {bare ? (
            <Base.Title className="sr-only">{title}</Base.Title>
          ) : (
            <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
              <Base.Title className="min-w-0 flex-1 truncate text-ui font-semibold">{title}</Base.Title>
              <Base.Close render={<IconButton icon={X} label="Close" shortcut="Esc" />} />
            </header>
          )}
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
