import { useEffect } from 'react'

/** Names the page in the browser's tab and history: "Charged twice · Baton". */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Baton` : 'Baton'
  }, [title])
}
