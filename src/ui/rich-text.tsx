import { lazy, Suspense, useEffect, useState, type Ref } from 'react'
import type { Option } from './option.ts'
import { Skeleton } from './skeleton.tsx'

const Editor = lazy(() => import('./editor/rich-text-editor.tsx'))

/** Someone or some team that can be mentioned; `kind` is kept in the text. */
export type Mentionable = Option & { kind: 'person' | 'team' }

/** What others may do with the editor from outside. */
export type RichTextHandle = {
  focus: () => void
  /** Puts HTML where the cursor is: a macro, an article, a suggestion. */
  insert: (html: string) => void
  clear: () => void
}

export type RichTextProps = {
  /** HTML. Changed from outside only when it differs from what is written. */
  value: string
  onChange: (html: string, text: string) => void
  /** Read aloud: "Reply to Anna". */
  label: string
  placeholder?: string
  mode?: 'reply' | 'note'
  /** Pictures pasted or dropped: keep them, answer where they are. */
  onFiles?: (files: File[]) => Promise<readonly { id: string; url: string }[]>
  /** Other files pasted or dropped. */
  onAttach?: (files: File[]) => void
  /** Who fits after an @. */
  suggest?: (query: string, signal: AbortSignal) => Promise<readonly Mentionable[]>
  /** ⌘↵ */
  onSubmit?: () => void
  /** Any key, for "is writing". */
  onTyping?: () => void
  autoFocus?: boolean
  /** One line without tools, until there is something to do. */
  resting?: boolean
  handle?: Ref<RichTextHandle>
  className?: string
}

/** Writing with bold, lists, links, quotes, code, pictures and mentions. Loaded when first shown. */
export function RichText(props: RichTextProps) {
  const painted = usePainted() || props.autoFocus
  const meanwhile = props.resting
    ? <div className="min-h-11 px-3 py-2.5 text-muted">{props.placeholder}</div>
    : <div className="flex min-h-24 flex-col gap-2 px-3 py-3"><Skeleton className="h-3.5 w-2/3" /><Skeleton className="h-3.5 w-1/3" /></div>
  return painted ? <Suspense fallback={meanwhile}><Editor {...props} /></Suspense> : meanwhile
}

/** Making an editor takes about as long as all that is around it: what people came to read is on the screen first. */
function usePainted(): boolean {
  const [painted, setPainted] = useState(false)
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => { soon = setTimeout(() => setPainted(true)) })
    return () => { cancelAnimationFrame(frame); clearTimeout(soon) }
  }, [])
  return painted
}

/** Fetches the editor before it is needed. */
export function preloadRichText(): void {
  void import('./editor/rich-text-editor.tsx')
}
