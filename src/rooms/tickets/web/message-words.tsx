import { useEffect, useRef } from 'react'
import { store } from '../../../core/web/store.ts'
import { Button } from '../../../ui/button.tsx'
import { QuotableWords } from './quotable-words.tsx'

/** The message whose words are being chosen from, by its id. */
export const choosingFrom = store<string | null>(null)
const most = 20_000

/**
 * A message as plain words in the page itself, to select some and quote them. Its frame cannot be asked what is selected in it: it
 * has neither scripts nor our origin, and keeps it so. The caret is there for the keyboard; nothing can be changed.
 */
export function MessageWords({ text, label, onQuote }: { text: string; label: string; onQuote: (words: string) => void }) {
  const words = useRef<HTMLDivElement>(null)
  const shown = text.slice(0, most).trim()
  const done = () => choosingFrom.set(null)
  const quote = (chosen: string) => { done(); onQuote(chosen) }
  useEffect(() => {
    const element = words.current
    if (!element) return
    const refuse = (event: Event) => event.preventDefault()
    // What a writing aid composes cannot be refused, only put right.
    const putRight = () => { if (element.textContent !== shown) element.textContent = shown }
    element.addEventListener('beforeinput', refuse)
    element.addEventListener('input', putRight)
    element.focus()
    return () => {
      element.removeEventListener('beforeinput', refuse)
      element.removeEventListener('input', putRight)
    }
  }, [shown])
  const hear = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') { event.stopPropagation(); return done() }
    if (event.key !== 'q' && event.key !== 'Enter' || event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    const chosen = document.getSelection()?.toString().trim()
    if (chosen) quote(chosen)
  }
  return (
    <>
      <QuotableWords onQuote={quote}>
        <div
          ref={words} role="textbox" aria-readonly aria-multiline aria-label={label} tabIndex={0} contentEditable suppressContentEditableWarning spellCheck={false} inputMode="none"
          onKeyDown={hear} className="rounded-md bg-n-2 p-2 whitespace-pre-wrap"
        >
          {shown}
        </div>
      </QuotableWords>
      <p className="mt-1.5 flex flex-wrap items-center gap-2 text-meta text-muted">Select words, then press Quote or q.<Button variant="ghost" size="small" onClick={done}>Show the message again</Button></p>
    </>
  )
}
