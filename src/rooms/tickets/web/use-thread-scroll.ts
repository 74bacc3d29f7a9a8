import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

export interface ThreadScroll {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  /** At the upper end: coming into sight, it fetches what is earlier. */
  readonly edge: RefObject<HTMLDivElement | null>
  /** Something new stands below what is seen. */
  readonly below: boolean
  readonly toEnd: () => void
}

const near = 80

/**
 * Where a conversation stands: at its end, and it stays there while things grow; or at the entry asked for. What is fetched above
 * moves nothing that is seen, and what comes below is announced instead of scrolled to when one reads further up.
 */
export function useThreadScroll({ ticketId, landOn, ready, first, last, more }: { ticketId: string; landOn: string | null; ready: boolean; first: string | null; last: string | null; more: () => void }): ThreadScroll {
  const frame = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const edge = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const landed = useRef<string | null>(null)
  const fetchMore = useRef(more)
  fetchMore.current = more
  const [below, setBelow] = useState(false)

  useLayoutEffect(() => {
    const element = frame.current
    if (!ready || !element) return
    const target = landOn ? document.getElementById(`entry-${landOn}`) : null
    const place = `${ticketId} ${landOn ?? ''}`
    if (landed.current === place) return
    if (landOn && !target) return
    landed.current = place
    setBelow(false)
    atEnd.current = !target
    if (target) {
      const show = () => target.scrollIntoView({ block: 'start' })
      show()
      target.classList.add('soft-mark')
      // The frames of messages above find their height a little later.
      const settle = [60, 250, 700].map((ms) => setTimeout(show, ms))
      const stop = () => settle.forEach(clearTimeout)
      element.addEventListener('wheel', stop, { once: true, passive: true })
      return
    }
    element.scrollTop = element.scrollHeight
  }, [ticketId, landOn, ready, first, last])

  useEffect(() => {
    const element = frame.current
    if (!element || !content.current) return
    const scrolled = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < near
      if (atEnd.current) setBelow(false)
    }
    // Also when there is less room for it, as the place where one writes grows.
    const grown = new ResizeObserver(() => { if (atEnd.current) element.scrollTop = element.scrollHeight })
    grown.observe(content.current)
    grown.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      grown.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [ticketId, ready])

  useEffect(() => {
    if (!edge.current || !frame.current) return
    const seen = new IntersectionObserver(([one]) => { if (one?.isIntersecting) fetchMore.current() }, { root: frame.current, rootMargin: '600px 0px 0px' })
    seen.observe(edge.current)
    return () => seen.disconnect()
  })

  const lastSeen = useRef<{ ticketId: string; last: string | null }>({ ticketId, last })
  useEffect(() => {
    const before = lastSeen.current
    lastSeen.current = { ticketId, last }
    if (before.ticketId === ticketId && before.last && last !== before.last && !atEnd.current) setBelow(true)
  }, [ticketId, last])

  const toEnd = () => {
    atEnd.current = true
    setBelow(false)
    frame.current?.scrollTo({ top: frame.current.scrollHeight, behavior: 'smooth' })
  }
  return { frame, content, edge, below, toEnd }
}
