import { useEffect, useState, type RefObject } from 'react'

/** Whether something is, or once was, near what is seen: so that a long conversation draws only what is needed. */
export function useNear(ref: RefObject<HTMLElement | null>, margin = '900px'): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (near || !ref.current) return
    const watch = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) setNear(true) }, { root: ref.current.closest('[data-thread]'), rootMargin: `${margin} 0px` })
    watch.observe(ref.current)
    return () => watch.disconnect()
  }, [near, ref, margin])
  return near
}

/** About how tall words stand, before they are drawn. */
export const guessHeight = (text: string): number => Math.min(4000, 24 * text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / 78)), 0) + 8)
