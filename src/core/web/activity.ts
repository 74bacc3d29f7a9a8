import { sayActive } from './live.ts'
import { kept, keep } from './kept.ts'
import { store, useStore } from './store.ts'

/** A tab says at most so often that somebody is there: the first sign at once, what comes after it together. */
const everyMs = 20_000
/** What is shown of it need not be newer than this. */
const showEveryMs = 2000
const signs = ['keydown', 'pointerdown', 'wheel', 'scroll', 'touchmove', 'input'] as const

/** When somebody last did something, in any tab of this browser; the browser's own clock. */
const last = store(Date.now())
export const useLastSign = (): number => useStore(last)

let wanted = 0
let saidAt = 0
let signAt = Date.now()
let later: ReturnType<typeof setTimeout> | undefined

function sign(): void {
  const now = Date.now()
  signAt = now
  if (now - last.get() > showEveryMs) {
    last.set(now)
    keep('active', now)
  }
  if (now - saidAt >= everyMs) say()
  else later ??= setTimeout(() => { later = undefined; say() }, everyMs - (now - saidAt))
}

function say(): void {
  saidAt = Date.now()
  sayActive(Math.min(60_000, saidAt - signAt))
}

/** A sign of life that counts from now, for what is no key and no click. */
export function showLife(): void {
  signAt = Date.now()
  last.set(signAt)
  keep('active', signAt)
}

/** Other tabs of the same person count as well. */
function elsewhere(event: StorageEvent): void {
  if (!event.key?.endsWith('.active')) return
  const at = kept<number>('active') ?? 0
  if (at > last.get()) last.set(at)
}

/** Watches for signs of life, typing, clicks, scrolling, and tells the server, as long as somebody needs to know. Ends with what it answers. */
export function watchActivity(): () => void {
  if (wanted++ === 0) {
    for (const name of signs) addEventListener(name, sign, { capture: true, passive: true })
    addEventListener('storage', elsewhere)
    last.set(Math.max(kept<number>('active') ?? 0, last.get()))
  }
  return () => {
    if (--wanted > 0) return
    for (const name of signs) removeEventListener(name, sign, { capture: true })
    removeEventListener('storage', elsewhere)
  }
}
