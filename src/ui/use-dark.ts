import { useSyncExternalStore } from 'react'
import { mediaQuery } from './frame/use-width.ts'

const night = '(prefers-color-scheme: dark)'

/** Whether the page is shown dark now, by choice or by the system. For what cannot follow the tokens, like frames. */
export function useDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = mediaQuery(night)
      const watch = new MutationObserver(listener)
      query.addEventListener('change', listener)
      watch.observe(document.documentElement, { attributeFilter: ['data-theme'] })
      return () => {
        query.removeEventListener('change', listener)
        watch.disconnect()
      }
    },
    () => {
      const chosen = document.documentElement.dataset['theme']
      return chosen ? chosen === 'dark' : mediaQuery(night).matches
    },
  )
}
