import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

/** Words about a thing, shown while it is hovered or focused. The child must take props and a ref. */
export function Tooltip({ text, shortcut, side = 'top', children }: { text: ReactNode; shortcut?: string | undefined; side?: 'top' | 'bottom' | 'left' | 'right'; children: ReactElement }) {
  if (!text) return children
  return (
    <Base.Root>
      <Base.Trigger delay={400} render={children as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className="float-motion flex max-w-72 items-center gap-2 rounded-md bg-n-12 px-2 py-1 text-meta text-n-1 shadow-float">
            <span>{text}</span>
            {shortcut && <Kbd keys={shortcut} tone="inverse" />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Lets neighbouring tooltips open at once after the first. One at the root of the page. */
export const TooltipProvider = Base.Provider
