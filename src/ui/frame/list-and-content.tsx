import type { ReactNode } from 'react'
import { Drawer } from '../drawer.tsx'
import { Split } from '../split.tsx'
import { useFrameWidth } from './use-width.ts'

export type ListAndContentProps = {
  list: ReactNode
  content: ReactNode
  /** The side panel (288); a drawer below 1400, where the conversation would get too narrow beside it. */
  panel?: ReactNode
  panelTitle?: string
  panelOpen?: boolean
  onPanelOpenChange?: (open: boolean) => void
  /** Which of the two pages is shown below 1024. */
  showing: 'list' | 'content'
}

/** A list, what is open of it, and a panel about it; below 1024 the list and the content are two pages. */
export function ListAndContent({ list, content, panel, panelTitle = 'Details', panelOpen = true, onPanelOpenChange, showing }: ListAndContentProps) {
  const width = useFrameWidth()
  if (width === 'phone' || width === 'narrow') {
    return (
      <>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">{showing === 'list' ? list : content}</div>
        {panel && <Drawer title={panelTitle} open={showing === 'content' && panelOpen} onOpenChange={(open) => onPanelOpenChange?.(open)}>{panel}</Drawer>}
      </>
    )
  }
  return (
    <Split
      place="list" label="Width of the list" initial={width === 'wide' ? 340 : 300} least={260}
      left={list}
      right={
        <div className="flex min-h-0 flex-1">
          <div className="flex min-w-0 flex-1 flex-col">{content}</div>
          {panel && width === 'wide' && panelOpen && <aside data-chrome aria-label={panelTitle} className="w-72 shrink-0 overflow-y-auto border-l border-line bg-ground">{panel}</aside>}
          {panel && width !== 'wide' && <Drawer title={panelTitle} open={panelOpen} onOpenChange={(open) => onPanelOpenChange?.(open)}>{panel}</Drawer>}
        </div>
      }
    />
  )
}
