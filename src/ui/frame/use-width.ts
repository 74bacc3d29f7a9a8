import { useSyncExternalStore } from 'react'

export type FrameWidth = 'phone' | 'narrow' | 'medium' | 'wide'

const steps: [FrameWidth, string][] = [['wide', '(min-width: 1400px)'], ['medium', '(min-width: 1024px)'], ['narrow', '(min-width: 640px)']]

/** How much room there is: phone < 640 ≤ narrow < 1024 ≤ medium < 1400 ≤ wide. */
export function useFrameWidth(): FrameWidth {
  return useSyncExternalStore(
    (listener) => {
      const queries = steps.map(([, query]) => matchMedia(query))
      for (const query of queries) query.addEventListener('change', listener)
      return () => { for (const query of queries) query.removeEventListener('change', listener) }
    },
    () => steps.find(([, query]) => matchMedia(query).matches)?.[0] ?? 'phone',
  )
}
