import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type FileDropProps = {
  onFiles: (files: File[]) => void
  /** Shown over the area while files hang above it. */
  hint?: string
  className?: string
  children: ReactNode
}

/** An area files can be dropped on. */
export function FileDrop({ onFiles, hint = 'Drop to attach', className, children }: FileDropProps) {
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  const enter = (by: number) => {
    depth.current = Math.max(0, depth.current + by)
    setOver(depth.current > 0)
  }
  return (
    <div
      className={classNames('relative', className)}
      onDragEnter={(event) => carriesFiles(event) && enter(1)}
      onDragLeave={(event) => carriesFiles(event) && enter(-1)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        depth.current = 0
        setOver(false)
        if (event.defaultPrevented || event.dataTransfer.files.length === 0) return
        event.preventDefault()
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
      {over && <div className="pointer-events-none absolute inset-1 z-20 grid place-items-center rounded-md border-2 border-dashed border-focus bg-focus-soft/90 text-ui font-medium text-link">{hint}</div>}
    </div>
  )
}
