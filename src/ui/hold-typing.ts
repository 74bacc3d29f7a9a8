const patienceMs = 15_000
const inField = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null

/**
 * Between the key that opens a box to write in and the box being there, letters must neither act as keys of the page nor be lost:
 * they are held, and handed over when the box has come, on a slow line too. Esc, a press elsewhere and time let go of them.
 */
export function holdTyping(ready: () => boolean, handOver: (typed: string) => void): void {
  let typed = ''
  let until = performance.now() + patienceMs
  const letGo = () => { until = 0 }
  const hear = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || inField(event.target)) return
    if (event.key.length === 1) typed += event.key
    else if (event.key === 'Backspace') typed = typed.slice(0, -1)
    else return void (event.key === 'Escape' && letGo())
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const look = () => {
    if (!ready() && performance.now() < until) return void setTimeout(look, 16)
    removeEventListener('keydown', hear, true)
    removeEventListener('pointerdown', letGo, true)
    handOver(typed)
  }
  addEventListener('keydown', hear, true)
  addEventListener('pointerdown', letGo, true)
  look()
}

/** Plain words as HTML. */
export const asHtml = (words: string): string => words.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
