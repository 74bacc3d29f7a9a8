import { useEffect, useRef, useSyncExternalStore } from 'react'
import { KeyTrail } from './key-chords.ts'

export type KeyBinding = {
  run: (event: KeyboardEvent) => void
  /** What it does, for the sheet of keys; without it the key is not listed. */
  label?: string
  group?: string
  /** Also while writing in a field. Keys with ⌘ always do. */
  whileTyping?: boolean
  /** Also while a dialog, menu or palette is open. */
  overDialogs?: boolean
}

export type KeyBindings = Record<string, KeyBinding | ((event: KeyboardEvent) => void)>

/** One line of the sheet of keys. */
export type ListedKey = { keys: string; label: string; group: string }

type Layer = { bindings: Map<string, KeyBinding>; group: string }

const layers: Layer[] = []
const trail = new KeyTrail()
const listeners = new Set<() => void>()
let listed: readonly ListedKey[] = []

/** Binds keys while the component is shown: `useKeys({ 'g i': goToInbox, '⌘k': { run: openPalette, label: 'Search' } }, { group: 'Go' })`. Later ones win. */
export function useKeys(bindings: KeyBindings, { group = 'Here', enabled = true }: { group?: string; enabled?: boolean } = {}): void {
  const latest = useRef(bindings)
  latest.current = bindings
  const shape = JSON.stringify(Object.entries(bindings).map(([keys, one]) => [keys, typeof one === 'function' ? null : { ...one, run: null }]))
  useEffect(() => {
    if (!enabled) return
    const layer: Layer = { group, bindings: new Map(Object.entries(latest.current).map(([keys, one]) => [keys, {
      ...(typeof one === 'function' ? {} : one),
      run: (event: KeyboardEvent) => {
        const now = latest.current[keys]
        if (typeof now === 'function') now(event)
        else now?.run(event)
      },
    }])) }
    layers.push(layer)
    if (layers.length === 1) addEventListener('keydown', hear)
    changed()
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      if (layers.length === 0) removeEventListener('keydown', hear)
      changed()
    }
  }, [shape, group, enabled])
}

/** The keys that work here now, for the sheet and the palette. */
export function useListedKeys(): readonly ListedKey[] {
  return useSyncExternalStore((listener) => (listeners.add(listener), () => listeners.delete(listener)), () => listed)
}

function changed() {
  const seen = new Map<string, ListedKey>()
  for (const layer of layers) {
    for (const [keys, { label, group }] of layer.bindings) if (label) seen.set(keys, { keys, label, group: group ?? layer.group })
  }
  listed = [...seen.values()]
  for (const listener of listeners) listener()
}

function hear(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.repeat && event.key.length > 1 && !event.key.startsWith('Arrow')) return
  if (['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return
  const typing = isTyping(event.target)
  // What is fading away is closed already: keys typed after Esc are for the page.
  const covered = document.querySelector('[data-blocks-keys]:not([data-closed])') !== null
  const open = new Map<string, KeyBinding>()
  for (const layer of layers) {
    for (const [keys, binding] of layer.bindings) {
      if (covered && !binding.overDialogs) continue
      if (typing && !binding.whileTyping && !/[⌘⌃]/.test(keys)) continue
      open.set(keys, binding)
    }
  }
  const keys = trail.next(event, event.timeStamp, [...open.keys()])
  if (!keys) return
  event.preventDefault()
  open.get(keys)!.run(event)
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select'))
}
