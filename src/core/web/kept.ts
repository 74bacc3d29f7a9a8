import { sessionNow } from './session.ts'

/** Things kept in this browser for one person: what was typed and not confirmed, and small habits of the screen. */
const nameOf = (place: string) => `baton.${sessionNow().person ?? 'nobody'}.${place}`

export function kept<T>(place: string): T | null {
  try {
    const text = localStorage.getItem(nameOf(place))
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** Keeps a value, or forgets it with null. A full or forbidden storage is no reason to fail: the server's copy is the one that counts. */
export function keep(place: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(nameOf(place))
    else localStorage.setItem(nameOf(place), JSON.stringify(value))
  } catch {
    // Nothing to do: see above.
  }
}

/** The places under a beginning, such as `outbox.`, with what is kept there. */
export function keptUnder<T>(beginning: string): [string, T][] {
  const start = nameOf(beginning)
  const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '').filter((name) => name.startsWith(start))
  return names.flatMap((name) => {
    const place = beginning + name.slice(start.length)
    const value = kept<T>(place)
    return value === null ? [] : [[place, value] as [string, T]]
  })
}
