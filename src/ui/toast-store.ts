import { Toast } from '@base-ui/react/toast'

export type ToastDetails = { undo?: () => void; tone?: 'plain' | 'bad' }

export type ShowToast = {
  /** What happened: "Handed off to Ben". */
  text: string
  /** What was kept, what to do. */
  detail?: string
  /** Gives ten seconds to take it back. */
  undo?: () => void
  action?: { label: string; run: () => void }
  tone?: 'plain' | 'bad'
  seconds?: number
  /** The same id replaces the toast that stands there. */
  id?: string
  /** Told when it goes away without having been taken back. */
  onClose?: () => void
}

/** Where toasts are kept; the stack draws them. */
export const toastManager = Toast.createToastManager<ToastDetails>()

const undoable: { id: string; undo: () => void }[] = []

/** Small words at the bottom of the screen about what was just done. */
export const toasts = {
  show({ text, detail, undo, action, tone = 'plain', seconds, id, onClose }: ShowToast): string {
    const own = id ?? crypto.randomUUID()
    // What is said elsewhere has no words here.
    if (!text) return own
    const drop = () => {
      const at = undoable.findIndex((one) => one.id === own)
      return at < 0 ? undefined : undoable.splice(at, 1)[0]
    }
    const act = undo ? { label: 'Undo', run: () => drop()?.undo() } : action
    drop()
    if (undo) undoable.push({ id: own, undo })
    return toastManager.add({
      id: own,
      title: text,
      description: detail,
      timeout: 1000 * (seconds ?? (undo ? 10 : tone === 'bad' ? 12 : 5)),
      priority: tone === 'bad' ? 'high' : 'low',
      data: { tone, ...(undo ? { undo } : {}) },
      onClose: () => {
        const untouched = drop()
        if (!undo || untouched) onClose?.()
      },
      ...(act ? { actionProps: { children: act.label, onClick: () => { act.run(); toastManager.close(own) } } } : {}),
    })
  },
  close: (id: string) => toastManager.close(id),
  /** What `z` does: takes back the latest thing that still can be. */
  undoLatest(): boolean {
    const latest = undoable.pop()
    if (!latest) return false
    latest.undo()
    toastManager.close(latest.id)
    return true
  },
}
