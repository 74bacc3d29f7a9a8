/** Whether and how someone is here. */
export type Presence = 'available' | 'busy' | 'away' | 'offline'

/** What a face needs. */
export type Person = {
  id: string
  name: string
  picture?: string | null
  presence?: Presence
  /** "in a meeting until 15:00" */
  status?: string
}

/** The first word of a name: full name once, then first name. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}

/** One or two letters for someone without a picture. */
export function initials(name: string): string {
  const words = name.replace(/[^\p{L}\p{N}\s'-]/gu, ' ').trim().split(/\s+/).filter(Boolean)
  const first = [...(words[0] ?? '?')][0]!
  const last = words.length > 1 ? [...words.at(-1)!][0]! : ''
  return (first + last).toLocaleUpperCase()
}

/** A stable colour for someone, from their id: one of twelve hues, pale or deep. */
export function faceColour(id: string): { hue: number; deep: boolean } {
  let sum = 2166136261
  for (const char of id) sum = Math.imul(sum ^ char.codePointAt(0)!, 16777619)
  sum = Math.imul(sum ^ (sum >>> 15), 2246822519)
  sum = (sum ^ (sum >>> 13)) >>> 0
  return { hue: (sum % 12) * 30 + 8, deep: (sum >>> 8) % 2 === 1 }
}
