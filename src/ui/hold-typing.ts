/**
 * Between the key that opens a box to write in and the box being there, letters must neither act as keys of the page nor be lost:
 * they are held, and handed over when the box has come. Gives up after two seconds.
 */
export function holdTyping(ready: () => boolean, handOver: (typed: string) => void): void {
  let typed = ''
  const hear = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return
    if (event.key.length === 1) typed += event.key
    else if (event.key === 'Backspace') typed = typed.slice(0, -1)
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const until = performance.now() + 2000
  const look = () => {
    if (!ready() && performance.now() < until) return void setTimeout(look, 16)
    removeEventListener('keydown', hear, true)
    handOver(typed)
  }
  addEventListener('keydown', hear, true)
  look()
}

/** Plain words as HTML. */
export const asHtml = (words: string): string => words.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
