import { useSyncExternalStore } from 'react'

let time = Date.now()
let ticking: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function tick() {
  time = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (listeners.size === 1) {
    time = Date.now()
    ticking = setInterval(tick, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(ticking)
  }
}

/** The present, renewed every `step` milliseconds; one timer for the whole page, and a component only draws again when its step is over. */
export function useNow(step = 15_000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(time / step) * step)
}
