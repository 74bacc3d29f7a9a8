import { Refused } from '../../../../core/web/call.ts'
import { keep, kept } from '../../../../core/web/kept.ts'
import { store, type Store } from '../../../../core/web/store.ts'
import { beforeEnding } from './live-call.ts'
import { saveWords, type Call } from './phone.ts'

/** What is written about a call while one talks, and until it is wrapped up. */
export interface Words { readonly notes: string; readonly readBack: Call['readBack'] }
export interface KeptWords {
  readonly words: Words
  readonly saved: boolean
  /** What was written about the same call in another window since. */
  readonly other: Words | null
}
interface Read extends Words { readonly version: number }
interface Mirror { readonly words: Words; readonly read: Read }

const quietMs = 600
/** What could not be saved is tried again after so long, and with the next key. */
const againMs = 5000
const wordsOf = ({ notes, readBack }: Words): Words => ({ notes, readBack })
const same = (a: Words, b: Words): boolean => a.notes === b.notes && JSON.stringify(a.readBack) === JSON.stringify(b.readBack)

/**
 * The words about one call, kept as drafts are: at once in this browser, a moment later on the server, and never written over
 * what was written in another window without being asked. The pane and the wrap-up of a window share them.
 */
export class CallKeeper {
  readonly state: Store<KeptWords>
  private readonly id: string
  /** What the server had when this window last agreed with it. */
  private read: Read
  private timer: ReturnType<typeof setTimeout> | undefined
  private saving: Promise<void> | null = null

  constructor(call: Call) {
    this.id = call.id
    const mirror = kept<Mirror>(this.place)
    this.read = mirror?.read ?? { ...wordsOf(call), version: call.version }
    this.state = store<KeptWords>({ words: mirror?.words ?? wordsOf(call), saved: mirror === null, other: null })
    if (!mirror) return
    // Typed here and never confirmed.
    this.follow(call)
    this.later(quietMs)
  }

  private get place(): string { return `call-words.${this.id}` }
  private set(part: Partial<KeptWords>): void { this.state.set({ ...this.state.get(), ...part }) }
  get version(): number { return this.read.version }

  change(part: Partial<Words>): void {
    const words = { ...this.state.get().words, ...part }
    this.set({ words, saved: false })
    keep(this.place, { words, read: this.read } satisfies Mirror)
    this.later(quietMs)
  }

  /** The call as it was read again: taken over when nothing waits here; where both were written on, the person decides. */
  follow(call: Read): void {
    if (call.version <= this.read.version) return
    const { words, saved } = this.state.get()
    const before = this.read
    this.read = { ...wordsOf(call), version: call.version }
    if (saved || same(call, words)) {
      keep(this.place, null)
      this.set({ words: wordsOf(call), saved: true, other: null })
    } else if (!same(call, before)) this.set({ other: wordsOf(call) })
  }

  private later(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.save(), ms)
  }

  /** Keeps on the server what is not there yet. */
  save(): Promise<void> {
    clearTimeout(this.timer)
    return this.saving ??= this.send().finally(() => { this.saving = null })
  }

  private async send(): Promise<void> {
    while (!this.state.get().saved && !this.state.get().other) {
      const { words } = this.state.get()
      try {
        const { version } = await saveWords(this.id, { version: this.read.version, notes: words.notes, ...(words.readBack.length ? { readBack: [...words.readBack] } : {}) })
        this.read = { ...words, version }
        if (this.state.get().words !== words) continue
        keep(this.place, null)
        this.set({ saved: true })
      } catch (error) {
        if (!(error instanceof Refused)) return this.later(againMs)
        if (error.code !== 'phone.changed-meanwhile') return
        this.follow((error.data as { call: Call }).call)
      }
    }
  }

  /** Which words to go on with: those here, those of the other window, or those with these below. */
  settle(which: 'this' | 'other' | 'both'): void {
    const { other, words } = this.state.get()
    if (!other) return
    this.set({ other: null })
    if (which === 'other') {
      keep(this.place, null)
      this.set({ words: other, saved: true })
    } else this.change(which === 'both' ? { notes: [other.notes, words.notes].filter(Boolean).join('\n') } : {})
  }

  /** Wrapped up, or no call: nothing waits here any more. */
  forget(): void {
    clearTimeout(this.timer)
    keep(this.place, null)
    this.set({ saved: true, other: null })
    keepers.delete(this.id)
    beforeEnding.delete(this.id)
  }
}

const keepers = new Map<string, CallKeeper>()
/** The one keeper of a call in this window. */
export function keeperOf(call: Call): CallKeeper {
  const known = keepers.get(call.id)
  if (known) return known
  const keeper = new CallKeeper(call)
  keepers.set(call.id, keeper)
  beforeEnding.set(call.id, () => keeper.save())
  return keeper
}
