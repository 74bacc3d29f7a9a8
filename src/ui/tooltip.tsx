import { cloneElement, type ReactElement, type ReactNode } from 'react'
import { TooltipLayer } from './tooltip-layer.tsx'

export type TooltipProps = {
  /** A new line begins with \n. */
  text: string | null | undefined | false
  shortcut?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactElement
}

/** Words about a thing, shown while it is hovered or focused. Costs nothing until then: the child only carries the words, one layer shows them. */
export function Tooltip({ text, shortcut, side = 'top', children }: TooltipProps) {
  if (!text) return children
  return cloneElement(children as ReactElement<Record<string, unknown>>, { 'data-tip': text, 'data-tip-keys': shortcut, 'data-tip-side': side })
}

/** The layer that shows tooltips; one around the page. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <TooltipLayer />
    </>
  )
}
