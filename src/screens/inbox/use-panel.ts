import { useEffect, useState } from 'react'
import { keep, kept } from '../../core/web/kept.ts'
import { useFrameWidth } from '../../ui/frame/use-width.ts'

/** Whether the side panel is open: beside the ticket where there is room, and kept so; else a drawer that starts closed with each ticket. */
export function usePanel(ticket: number | null): { open: boolean; set: (open: boolean) => void } {
  const wide = useFrameWidth() === 'wide'
  const [beside, setBeside] = useState(() => kept<boolean>('panel.beside') ?? true)
  const [drawer, setDrawer] = useState(false)
  useEffect(() => setDrawer(false), [ticket])
  return wide
    ? { open: beside, set: (open) => { setBeside(open); keep('panel.beside', open) } }
    : { open: drawer, set: setDrawer }
}
