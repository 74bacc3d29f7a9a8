import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'

export type SplitProps = {
  left: ReactNode
  right: ReactNode
  /** Pixels for the left side at first. */
  initial: number
  least?: number
  most?: number
  /** The width is kept in this browser under this name. */
  place: string
  /** Read aloud for the bar between: "Width of the list". */
  label: string
}

/** Two panes with a bar between that can be dragged, or moved by the arrow keys. */
export function Split({ left, right, initial, least = 280, most = 560, place, label }: SplitProps) {
  const [width, setWidth] = useState(() => Number(localStorage.getItem(`baton.split.${place}`)) || initial)
  const start = useRef<{ x: number; width: number } | null>(null)
  const resize = (to: number) => {
    const kept = Math.round(Math.min(most, Math.max(least, to)))
    setWidth(kept)
    localStorage.setItem(`baton.split.${place}`, String(kept))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (by) resize(width + by)
    else if (event.key === 'Home') resize(initial)
    else return
    event.preventDefault()
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width }
  }
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1">
      <div className="flex min-w-0 shrink-0 flex-col" style={{ width }}>{left}</div>
      <div
        role="separator" tabIndex={0} aria-orientation="vertical" aria-label={label} aria-valuenow={width} aria-valuemin={least} aria-valuemax={most}
        onKeyDown={onKeyDown} onPointerDown={onPointerDown} onDoubleClick={() => resize(initial)}
        onPointerMove={(event) => start.current && resize(start.current.width + event.clientX - start.current.x)}
        onPointerUp={() => { start.current = null }}
        className="group relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line outline-none before:absolute before:inset-y-0 before:-left-1 before:w-[9px] before:content-[''] after:absolute after:inset-y-0 after:-left-px after:w-[3px] after:bg-focus after:opacity-0 after:transition-opacity after:content-[''] hover:after:opacity-40 focus-visible:after:opacity-100 active:after:opacity-100"
      />
      <div className="flex min-w-0 flex-1 flex-col">{right}</div>
    </div>
  )
}
