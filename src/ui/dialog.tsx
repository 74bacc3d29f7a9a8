import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode, type RefObject } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'

const widths = { small: 'sm:w-[420px]', medium: 'sm:w-[560px]', large: 'sm:w-[760px]' }

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** One sentence under the title. */
  description?: ReactNode
  width?: keyof typeof widths
  /** Buttons at the foot: the act last. */
  footer?: ReactNode
  /** What is focused first; the first field otherwise. */
  initialFocus?: RefObject<HTMLElement | null>
  children?: ReactNode
}

/** A short task on top of the page. Esc closes, focus returns. On a phone it rises as a sheet. */
export function Dialog({ open, onOpenChange, title, description, width = 'medium', footer, initialFocus, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  const firstField = () => popup.current?.querySelector<HTMLElement>('[data-autofocus], [data-dialog-body] :is(input:not([type=hidden]), textarea, [role=combobox], [contenteditable=true])') ?? popup.current ?? true
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center max-sm:items-end sm:p-6 sm:pt-[10vh]">
          <Base.Popup
            data-blocks-keys
            ref={popup}
            initialFocus={initialFocus ?? firstField}
            className={classNames('float-motion flex max-h-full w-full flex-col rounded-lg bg-raised shadow-float outline-none max-sm:max-h-[92dvh] max-sm:rounded-b-none sm:max-h-[80vh]', widths[width])}
          >
            <header className="flex items-start gap-3 px-5 pt-4 pb-3">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-[15px]/6 font-semibold text-ink">{title}</Base.Title>
                {description && <Base.Description className="mt-0.5 text-ui text-muted">{description}</Base.Description>}
              </div>
              <Base.Close render={<IconButton icon={X} label="Close" shortcut="Esc" size="small" className="-mr-1.5" />} />
            </header>
            <div data-dialog-body className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
            {footer && <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
