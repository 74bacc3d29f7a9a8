import { useEffect, useState } from 'react'

/** Turns true once nobody has typed for a moment: what takes the focus must not take the keys that were meant for something else. */
export function useKeysRest(wanted: boolean, restMs = 1000): boolean {
  const [rest, setRest] = useState(false)
  useEffect(() => {
    if (!wanted) return setRest(false)
    let wait = setTimeout(() => setRest(true), restMs)
    const typed = () => { clearTimeout(wait); wait = setTimeout(() => setRest(true), restMs) }
    addEventListener('keydown', typed, true)
    return () => { clearTimeout(wait); removeEventListener('keydown', typed, true) }
  }, [wanted, restMs])
  return wanted && rest
}
