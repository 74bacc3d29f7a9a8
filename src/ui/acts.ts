import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { useKeys } from './keys.ts'

/** Something that can be done here: by its key, and in the palette. */
export type Act = {
  id: string
  label: string
  detail?: string
  icon?: LucideIcon
  sign?: ReactNode
  keys?: string
  /** Other words it is found by. */
  words?: readonly string[]
  /** Listed among the keys only: no line in the palette. */
  keyOnly?: boolean
  run: () => void
}

export type ActGroup = { label: string; acts: readonly Act[] }

const layers: { label: string; read: () => readonly Act[] }[] = []
const listeners = new Set<() => void>()
let shown: readonly ActGroup[] = []

/** Offers acts while the component is shown: their keys work and the palette lists them. The latest group stands first. */
export function useActs(group: string, acts: readonly Act[], { enabled = true }: { enabled?: boolean } = {}): void {
  const latest = useRef(acts)
  latest.current = acts
  const byKey = Object.fromEntries(acts.filter((act) => act.keys).map((act) => [act.keys!, { run: () => latest.current.find((one) => one.id === act.id)?.run(), label: act.label }]))
  useKeys(byKey, { group, enabled })
  const shape = acts.map((act) => `${act.id}${act.label}${act.detail ?? ''}`).join()
  useEffect(() => {
    if (!enabled) return
    const layer = { label: group, read: () => latest.current.filter((act) => !act.keyOnly) }
    layers.unshift(layer)
    tell()
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      tell()
    }
  }, [group, enabled, shape])
}

/** What can be done now, for the palette. */
export function useListedActs(): readonly ActGroup[] {
  return useSyncExternalStore((listener) => (listeners.add(listener), () => listeners.delete(listener)), () => shown)
}

function tell() {
  const groups = new Map<string, Act[]>()
  for (const layer of layers) groups.set(layer.label, [...(groups.get(layer.label) ?? []), ...layer.read()])
  shown = [...groups].map(([label, acts]) => ({ label, acts }))
  for (const listener of listeners) listener()
}
