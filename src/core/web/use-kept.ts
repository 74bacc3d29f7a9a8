import { useState } from 'react'
import { keep, kept } from './kept.ts'

/** Something that is being written: kept in this browser while it is, also when its dialog closes, until `forget`. */
export function useKept<T>(place: string, start: () => T): { readonly now: T; readonly set: (next: T) => void; readonly forget: () => void } {
  const [now, setNow] = useState<T>(() => kept<T>(place) ?? start())
  return { now, set: (next) => { setNow(next); keep(place, next) }, forget: () => keep(place, null) }
}
