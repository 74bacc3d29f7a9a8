import { useEffect, useState } from 'react'

/** False until the page had a moment to paint: for what is fetched beside what was asked for, so that it does not slow that. */
export function useLater(atOnce = false): boolean {
  const [later, setLater] = useState(atOnce)
  useEffect(() => {
    if (later) return
    const idle = typeof requestIdleCallback === 'function'
    const ask = idle ? requestIdleCallback(() => setLater(true), { timeout: 400 }) : window.setTimeout(() => setLater(true), 60)
    return () => (idle ? cancelIdleCallback(ask) : clearTimeout(ask))
  }, [later])
  return later
}
