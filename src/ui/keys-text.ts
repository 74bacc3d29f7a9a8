/** Whether this machine writes ⌘ where others write Ctrl. */
export function isApple(platform = typeof navigator === 'undefined' ? '' : navigator.platform): boolean {
  return /mac|iphone|ipad/i.test(platform)
}

const names: Record<string, string> = { enter: '↵', escape: 'Esc', esc: 'Esc', up: '↑', down: '↓', arrowup: '↑', arrowdown: '↓', left: '←', right: '→', space: 'Space', backspace: '⌫', tab: 'Tab' }

/** The caps to draw for a key: `g i` → G, I in turn; `⌘↵` → one chord of two caps. */
export function keyCaps(keys: string, apple = isApple()): string[][] {
  return keys.trim().split(/\s+/).map((step) => {
    const caps: string[] = []
    let rest = step
    for (const sign of ['⌘', '⇧', '⌥', '⌃']) {
      if (!rest.includes(sign)) continue
      rest = rest.replace(sign, '')
      caps.push(apple ? sign : { '⌘': 'Ctrl', '⇧': 'Shift', '⌥': 'Alt', '⌃': 'Ctrl' }[sign]!)
    }
    if (rest) caps.push(names[rest.toLowerCase()] ?? (rest.length === 1 ? rest.toUpperCase() : rest))
    return caps
  })
}
