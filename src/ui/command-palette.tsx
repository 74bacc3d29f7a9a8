import { lazy, Suspense } from 'react'
import type { CommandGroup } from './command-list.tsx'

const load = () => import('./command-list.tsx')
const CommandList = lazy(load)

export type CommandPaletteProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** What can be done and gone to here; filtered as one types. */
  groups: readonly CommandGroup[]
  /** What was found elsewhere for the words typed; shown as it comes, not filtered again. */
  found?: readonly CommandGroup[]
  searching?: boolean
  onQuery?: (query: string) => void
  placeholder?: string
}

/** Go anywhere, do anything possible here, find anyone and anything. Loaded when first opened. */
export function CommandPalette(props: CommandPaletteProps) {
  return props.open ? <Suspense fallback={<span data-blocks-keys hidden />}><CommandList {...props} /></Suspense> : null
}

/** Fetches the palette before it is needed, so that the first letters typed go into it. */
export function preloadCommandPalette(): void {
  void load()
}
