import { useEffect, useMemo, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { bringsColours, frameDocument } from './html-frame-document.ts'
import { measureHtml } from './html-frame-measure.ts'
import { withPictures } from './html-frame-pictures.ts'
import { useDark } from './use-dark.ts'

export type HtmlFrameProps = {
  /** Already sanitised by the server. */
  html: string
  /** Read aloud: "Message from Anna Keller". */
  title: string
  className?: string
}

/** A customer's HTML, in a frame that can run nothing and reach nothing. As tall as its content. */
export function HtmlFrame({ html: given, title, className }: HtmlFrameProps) {
  const html = useHtmlWithPictures(given)
  const holder = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState<number>()
  const dark = useDark()
  const onWhite = dark && bringsColours(html)
  const theme = dark && !onWhite ? 'dark' : 'light'
  const page = useMemo(() => frameDocument(html, theme), [html, theme])

  useEffect(() => {
    const element = holder.current
    if (!element) return
    let width = 0
    let measuring = new AbortController()
    const measure = async () => {
      measuring.abort()
      measuring = new AbortController()
      const { signal } = measuring
      await measureHtml(html, width, (tall) => { if (!signal.aborted) setHeight(tall) })
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
  }, [html])

  return (
    <div className={classNames(onWhite && 'rounded-md bg-white p-3', className)}>
      <div ref={holder}>
        <iframe
          title={title}
          srcDoc={page}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          loading="lazy"
          className="block w-full border-0 bg-transparent"
          style={{ height: height ?? 120, colorScheme: theme }}
        />
      </div>
    </div>
  )
}

/** Words at once; pictures of the desk's own as soon as they are here. */
function useHtmlWithPictures(html: string): string {
  const [filled, setFilled] = useState({ from: '', html: '' })
  useEffect(() => {
    const reading = new AbortController()
    void withPictures(html, reading.signal).then((now) => { if (!reading.signal.aborted) setFilled({ from: html, html: now }) })
    return () => reading.abort()
  }, [html])
  return filled.from === html ? filled.html : html
}
