import { Quote } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { useKeys } from '../../../ui/keys.ts'

interface Selected { readonly words: string; readonly left: number; readonly top: number }

/** Words one can select, by mouse or keyboard: beside the selection stands "Quote". */
export function QuotableWords({ onQuote, children }: { onQuote: (words: string) => void; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const [selected, setSelected] = useState<Selected | null>(null)
  useEffect(() => {
    const look = () => setSelected(place.current ? selectedIn(place.current) : null)
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [])
  const quote = () => {
    if (!selected) return
    document.getSelection()?.removeAllRanges()
    setSelected(null)
    onQuote(selected.words)
  }
  useKeys({ q: { run: quote, label: 'Quote the selected words' } }, { group: 'Ticket', enabled: selected !== null })
  return (
    <div ref={place} className="relative">
      {children}
      {selected && (
        // Pressing it must not take the selection away.
        <div className="absolute z-10 select-none" style={{ left: selected.left, top: selected.top }} onPointerDown={(event) => event.preventDefault()} onMouseDown={(event) => event.preventDefault()}>
          <Button size="small" icon={Quote} onClick={quote} className="shadow-float">Quote</Button>
        </div>
      )}
    </div>
  )
}

const buttonWidth = 90
/** What is selected in a place, and where below it a button stands. */
function selectedIn(place: HTMLElement): Selected | null {
  const selection = document.getSelection()
  const words = selection?.toString().trim() ?? ''
  if (!selection?.rangeCount || !words || !place.contains(selection.anchorNode) || !place.contains(selection.focusNode)) return null
  const at = selection.getRangeAt(0).getBoundingClientRect()
  const frame = place.getBoundingClientRect()
  return { words, left: Math.max(0, Math.min(at.right - frame.left, frame.width - buttonWidth)), top: at.bottom - frame.top + 4 }
}
