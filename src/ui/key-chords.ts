/** One press: `⌘⇧k`, `?`, `enter`. */
export type Chord = { key: string; mod: boolean; shift: boolean; alt: boolean }

/** What of a keyboard event matters. */
export type Press = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>

/** Reads `g i` or `⌘⇧k` as presses one after another. ⌘ stands for Ctrl elsewhere. */
export function parseKeys(keys: string): Chord[] {
  return keys.trim().split(/\s+/).map((step) => ({
    key: step.replace(/[⌘⇧⌥⌃]/g, '').toLowerCase(),
    mod: /[⌘⌃]/.test(step),
    shift: step.includes('⇧'),
    alt: step.includes('⌥'),
  }))
}

/** Whether a press is that chord. Shift only counts for letters and named keys, since `?` needs it on many keyboards. */
export function matches(chord: Chord, press: Press): boolean {
  const key = press.key.toLowerCase()
  const sign = key.length === 1 && !/[a-z0-9]/.test(key)
  return key === chord.key && Boolean(press.metaKey || press.ctrlKey) === chord.mod && press.altKey === chord.alt && (sign || press.shiftKey === chord.shift)
}

/** Whether a press is that one key, `y` or `⇧y`. */
export const chordOf = (keys: string, press: Press): boolean => { const chords = parseKeys(keys); return chords.length === 1 && matches(chords[0]!, press) }

/** Keeps what was pressed lately and says which of the given keys that completes, longest first. */
export class KeyTrail {
  private presses: { press: Press; at: number }[] = []

  next(press: Press, at: number, candidates: readonly string[], patience = 1000): string | undefined {
    this.presses = [...this.presses.filter((one) => at - one.at < patience), { press, at }].slice(-4)
    const found = [...candidates]
      .sort((a, b) => parseKeys(b).length - parseKeys(a).length)
      .find((keys) => this.endsWith(parseKeys(keys)))
    if (found) this.presses = []
    return found
  }

  private endsWith(chords: Chord[]): boolean {
    const tail = this.presses.slice(-chords.length)
    return tail.length === chords.length && chords.every((chord, at) => matches(chord, tail[at]!.press))
  }
}
