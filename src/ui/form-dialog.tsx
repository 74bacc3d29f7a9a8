import { useRef, useState } from 'react'
import { wordsFor } from '../core/web/call.ts'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'
import { Dialog, type DialogProps } from './dialog.tsx'
import { useKeys } from './keys.ts'

export type FormDialogProps = Pick<DialogProps, 'title' | 'description' | 'width' | 'initialFocus' | 'children'> & {
  /** What the button says: a verb. */
  act: string
  /** Why it cannot be done yet. */
  disabledReason: string | null
  /** Carries it out, then the dialog closes. What it throws is shown in words; `false` says that it was shown elsewhere. Either way the dialog stays. */
  onSubmit: () => Promise<unknown>
  onClose: () => void
}

/** A dialog in which one thing is written and sent, once: by its button, by ⌘ Enter, and by Enter where all there is to write is one line. */
export function FormDialog({ act, disabledReason, onSubmit, onClose, children, ...dialog }: FormDialogProps) {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const submit = async () => {
    if (disabledReason || running.current) return
    running.current = true
    setBusy(true)
    setTrouble(null)
    try {
      if ((await onSubmit()) !== false) return onClose()
    } catch (error) {
      setTrouble(wordsFor(error))
    }
    running.current = false
    setBusy(false)
  }
  useKeys({ '⌘enter': { run: () => void submit(), overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} {...dialog}
      footer={<><Button variant="ghost" onClick={onClose}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={disabledReason} onClick={() => void submit()}>{act}</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        {trouble && <div role="alert"><Banner tone="late">{trouble}</Banner></div>}
        {children}
      </form>
    </Dialog>
  )
}
