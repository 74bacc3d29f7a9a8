import { useSyncExternalStore } from 'react'

/** A value outside React that components can follow. */
export interface Store<T> {
  readonly get: () => T
  readonly set: (value: T) => void
  readonly follow: (listener: () => void) => () => void
}

export function store<T>(first: T): Store<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    follow: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
  }
}

export function useStore<T>(from: Store<T>): T
export function useStore<T, P>(from: Store<T>, pick: (value: T) => P): P
export function useStore<T>(from: Store<T>, pick: (value: T) => unknown = (value) => value): unknown {
  return useSyncExternalStore(from.follow, () => pick(from.get()))
}
