import { Quote } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
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
    document.addEventListener('scroll', look, { capture: true, passive: true })
    return () => {
      document.removeEventListener('selectionchange', look)
      document.removeEventListener('scroll', look, { capture: true })
    }
  }, [])
  const quote = () => {
    if (!selected) return
    document.getSelection()?.removeAllRanges()
    setSelected(null)
    onQuote(selected.words)
  }
  useKeys({ q: { run: quote, label: 'Quote the selected words' } }, { group: 'Ticket', enabled: selected !== null })
  return (
    <div ref={place}>
      {children}
      {selected && createPortal(
        // Over the page, as paper clips what hangs out of it. Pressing it must not take the selection away.
        <div data-quote-words className="fixed z-40 select-none" style={{ left: selected.left, top: selected.top }} onPointerDown={(event) => event.preventDefault()} onMouseDown={(event) => event.preventDefault()}>
          <Button size="small" icon={Quote} onClick={quote} className="shadow-float">Quote</Button>
        </div>,
        document.body,
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
  return { words, left: Math.max(8, Math.min(at.right, innerWidth - buttonWidth - 8)), top: Math.min(at.bottom + 4, innerHeight - 40) }
}
