const patienceMs = 15_000
const inField = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null

/**
 * Between the key that opens a box to write in and the box being there, letters must neither act as keys of the page nor be lost:
 * they are held, and handed over when the box has come, on a slow line too. After Esc or a press elsewhere no more are held.
 */
export function holdTyping(ready: () => boolean, handOver: (typed: string) => void): void {
  let typed = ''
  let left = false
  const until = performance.now() + patienceMs
  const leave = () => {
    left = true
    removeEventListener('keydown', hear, true)
    removeEventListener('pointerdown', leave, true)
  }
  const hear = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || inField(event.target)) return
    if (event.key.length === 1) typed += event.key
    else if (event.key === 'Backspace') typed = typed.slice(0, -1)
    else return void (event.key === 'Escape' && leave())
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const look = () => {
    if (!ready() && performance.now() < until) return void setTimeout(look, 16)
    if (!left || typed) handOver(typed)
    leave()
  }
  addEventListener('keydown', hear, true)
  addEventListener('pointerdown', leave, true)
  look()
}

/** Plain words as HTML. */
export const asHtml = (words: string): string => words.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
