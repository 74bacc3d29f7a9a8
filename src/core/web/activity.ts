import { sayActive } from './live.ts'
import { kept, keep } from './kept.ts'
import { store, useStore } from './store.ts'

/** A tab says at most so often that somebody is there: the first sign at once, what comes after it together. */
const everyMs = 20_000
/** While the line is down it is tried again so soon. */
const againMs = 2000
/** What is shown of it need not be newer than this. */
const showEveryMs = 2000
/** After so long without a sign, it is looked for over frames too. */
const unsureMs = 45_000
const signs = ['keydown', 'pointerdown', 'wheel', 'touchmove', 'input'] as const

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
  if (unsure) beSure()
  if (now - last.get() > showEveryMs) {
    last.set(now)
    keep('active', now)
  }
  if (now - saidAt >= everyMs) say()
  else later ??= setTimeout(() => { later = undefined; say() }, everyMs - (now - saidAt))
}

function say(): void {
  const now = Date.now()
  if (sayActive(Math.min(60_000, now - signAt))) saidAt = now
  else later ??= setTimeout(() => { later = undefined; say() }, againMs)
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

// ── Frames ───────────────────────────────────────────────────────────────────
// What is done inside of a mail's frame stays in there: no script of ours may run in it, and the page around it hears nothing but
// that it lost the focus. So when nothing else came for a while, the pointer passes through frames until it does something.

/** The page scrolls by itself too, when something is added to it. So that counts only where nothing else could be seen: under fingers, and by keys in a frame. */
function scrolled(): void {
  if (fingers?.matches || document.activeElement instanceof HTMLIFrameElement) sign()
}
/** Asked once: scrolling is heard at every frame. */
let fingers: MediaQueryList | undefined

/** Clicked, or gone by key, into a frame: the page loses the focus to it. */
function focusLost(event: FocusEvent): void {
  if (event.target === window) setTimeout(() => { if (document.activeElement instanceof HTMLIFrameElement) sign() })
}

let checking: ReturnType<typeof setInterval> | undefined
let unsure = false
let pointerAt: string | null = null

/** Nothing came for a while: until the next sign the pointer passes through frames (`data-unsure`, base.css), so that its moves and its wheel are seen. */
function beUnsure(): void {
  if (unsure || Date.now() - Math.max(signAt, last.get()) < unsureMs) return
  unsure = true
  pointerAt = null
  document.documentElement.dataset['unsure'] = ''
  addEventListener('pointermove', moved, { capture: true, passive: true })
}
function beSure(): void {
  unsure = false
  delete document.documentElement.dataset['unsure']
  removeEventListener('pointermove', moved, { capture: true })
}

/** A pointer that lies still is told to move when the page changes under it: what counts is that it is somewhere else. */
function moved({ screenX, screenY, clientX, clientY }: PointerEvent): void {
  const [was, at] = [pointerAt, `${screenX} ${screenY}`]
  pointerAt = at
  if (was === null || was === at) return
  const over = [...document.querySelectorAll('iframe')].map((frame) => frame.getBoundingClientRect()).some((box) => clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom)
  if (over) sign()
}

/** Watches for signs of life, typing, clicks, scrolling, and tells the server, as long as somebody needs to know. Ends with what it answers. */
export function watchActivity(): () => void {
  if (wanted++ === 0) {
    for (const name of signs) addEventListener(name, sign, { capture: true, passive: true })
    fingers ??= matchMedia('(pointer: coarse)')
    addEventListener('scroll', scrolled, { capture: true, passive: true })
    addEventListener('blur', focusLost)
    addEventListener('storage', elsewhere)
    checking = setInterval(beUnsure, 5000)
    last.set(Math.max(kept<number>('active') ?? 0, last.get()))
  }
  return () => {
    if (--wanted > 0) return
    for (const name of signs) removeEventListener(name, sign, { capture: true })
    removeEventListener('scroll', scrolled, { capture: true })
    removeEventListener('blur', focusLost)
    removeEventListener('storage', elsewhere)
    clearInterval(checking)
    beSure()
  }
}
