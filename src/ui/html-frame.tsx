import { useEffect, useMemo, useRef, useState } from 'react'
import { frameDocument } from './html-frame-document.ts'
import { measureHtml } from './html-frame-measure.ts'

export type HtmlFrameProps = {
  /** Already sanitised by the server. */
  html: string
  /** Read aloud: "Message from Anna Keller". */
  title: string
  /** Where pictures may come from besides `data:` and `blob:`; nothing else is ever loaded. */
  imageOrigins?: readonly string[]
  className?: string
}

/** A customer's HTML, in a frame that can run nothing and reach nothing. As tall as its content. */
export function HtmlFrame({ html, title, imageOrigins = [], className }: HtmlFrameProps) {
  const holder = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState<number>()
  const origins = imageOrigins.join(' ')
  const page = useMemo(() => frameDocument(html, origins), [html, origins])

  useEffect(() => {
    const element = holder.current
    if (!element) return
    let width = 0
    let measuring = new AbortController()
    const measure = async () => {
      measuring.abort()
      measuring = new AbortController()
      const { signal } = measuring
      await measureHtml(html, width, origins.split(' '), (tall) => { if (!signal.aborted) setHeight(tall) })
    }
    const watch = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry?.contentRect.width ?? 0)
      if (now === 0 || now === width) return
      width = now
      void measure()
    })
    watch.observe(element)
    return () => {
      watch.disconnect()
      measuring.abort()
    }
  }, [html, origins])

  return (
    <div ref={holder} className={className}>
      <iframe
        title={title}
        srcDoc={page}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        loading="lazy"
        className="block w-full rounded-sm border-0 bg-white [color-scheme:light]"
        style={{ height: height ?? 120 }}
      />
    </div>
  )
}
