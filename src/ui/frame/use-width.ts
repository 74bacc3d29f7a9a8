import { useSyncExternalStore } from 'react'

export type FrameWidth = 'phone' | 'narrow' | 'medium' | 'wide'

const steps: [FrameWidth, string][] = [['wide', '(min-width: 1400px)'], ['medium', '(min-width: 1024px)'], ['narrow', '(min-width: 640px)']]

// Asked for at every drawing: a query that is kept knows its answer, a new one looks at the whole page.
const kept = new Map<string, MediaQueryList>()
export function mediaQuery(query: string): MediaQueryList {
  const found = kept.get(query) ?? matchMedia(query)
  kept.set(query, found)
  return found
}

/** How much room there is: phone < 640 ≤ narrow < 1024 ≤ medium < 1400 ≤ wide. */
export function useFrameWidth(): FrameWidth {
  return useSyncExternalStore(
    (listener) => {
      const queries = steps.map(([, query]) => mediaQuery(query))
      for (const query of queries) query.addEventListener('change', listener)
      return () => { for (const query of queries) query.removeEventListener('change', listener) }
    },
    () => steps.find(([, query]) => mediaQuery(query).matches)?.[0] ?? 'phone',
  )
}
