import { useSyncExternalStore } from 'react'

type Said = { polite: string; assertive: string }
let said: Said = { polite: '', assertive: '' }
let turn = 0
const listeners = new Set<() => void>()

/** Tells screen readers about a change: others' changes politely, errors assertively. */
export function announce(text: string, how: keyof Said = 'polite'): void {
  turn += 1
  said = { ...said, [how]: turn % 2 ? text : `${text}\u00a0` }
  for (const listener of listeners) listener()
}

/** Where announcements are spoken; one at the root of the page. */
export function LiveRegion() {
  const now = useSyncExternalStore((listener) => (listeners.add(listener), () => listeners.delete(listener)), () => said)
  return (
    <div className="sr-only">
      <div role="status" aria-live="polite" aria-atomic="true">{now.polite}</div>
      <div role="alert" aria-live="assertive" aria-atomic="true">{now.assertive}</div>
    </div>
  )
}
