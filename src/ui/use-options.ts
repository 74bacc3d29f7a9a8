import { useEffect, useState } from 'react'
import type { Option } from './option.ts'

type Found = { found: readonly Option[]; loading: boolean; failed: string | null }
const none: readonly Option[] = []

/** Options given, or looked up as one types: 120 ms after the last key, older answers dropped. */
export function useOptions(options: readonly Option[] | undefined, load: ((query: string, signal: AbortSignal) => Promise<readonly Option[]>) | undefined, query: string): Found {
  const [state, setState] = useState<Found>({ found: none, loading: Boolean(load), failed: null })
  useEffect(() => {
    if (!load) return
    const stop = new AbortController()
    setState((now) => ({ ...now, loading: true, failed: null }))
    const wait = setTimeout(async () => {
      try {
        const found = await load(query, stop.signal)
        if (!stop.signal.aborted) setState({ found, loading: false, failed: null })
      } catch {
        if (!stop.signal.aborted) setState({ found: none, loading: false, failed: 'The search did not answer. Type again to retry.' })
      }
    }, query ? 120 : 0)
    return () => {
      stop.abort()
      clearTimeout(wait)
    }
  }, [load, query])
  return load ? state : { found: options ?? none, loading: false, failed: null }
}
