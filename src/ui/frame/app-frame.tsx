import type { ReactNode } from 'react'
import { Drawer } from '../drawer.tsx'
import { useFrameWidth } from './use-width.ts'

export type AppFrameProps = {
  /** Rail (48). */
  rail: ReactNode
  /** Views (208); a drawer below 1024. Left out on pages without them. */
  views?: ReactNode
  viewsOpen?: boolean
  onViewsOpenChange?: (open: boolean) => void
  /** A thin bar over everything: offline, a newer version. */
  banner?: ReactNode
  /** Phone only. */
  bottomBar?: ReactNode
  children: ReactNode
}

/** The frame every page stands in: rail, views, the page; on a phone the page over a bottom bar. */
export function AppFrame({ rail, views, viewsOpen = false, onViewsOpenChange, banner, bottomBar, children }: AppFrameProps) {
  const width = useFrameWidth()
  const roomForViews = width === 'medium' || width === 'wide'
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-ground print:h-auto print:overflow-visible">
      <a href="#page" className="sr-only rounded-md bg-ink px-3 py-2 text-paper focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50">Skip to the page</a>
      {banner}
      <div className="flex min-h-0 flex-1">
        {width !== 'phone' && <div data-chrome className="flex w-12 shrink-0 flex-col">{rail}</div>}
        {views && roomForViews && <div data-chrome className="flex w-52 shrink-0 flex-col">{views}</div>}
        {views && !roomForViews && onViewsOpenChange && (
          <Drawer side="left" title="Views" bare open={viewsOpen} onOpenChange={onViewsOpenChange}>{views}</Drawer>
        )}
        <main id="page" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-paper sm:border-l sm:border-line print:border-0">{children}</main>
      </div>
      {width === 'phone' && bottomBar && <div data-chrome className="shrink-0 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)]">{bottomBar}</div>}
    </div>
  )
}
