import { cache } from '../../../core/web/cache.ts'
import { Refused } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { store, useStore, type Store } from '../../../core/web/store.ts'
import type { KeptFile } from '../../../core/web/upload.ts'
import { draftsQuery } from './ticket-queries.ts'
import { call, type Draft, type Mailbox } from './tickets-call.ts'

const listChanged = (): void => void cache.invalidateQueries({ queryKey: draftsQuery.queryKey })

export type Mode = 'reply' | 'note'
/** What somebody is writing; without recipients the usual ones are meant. */
export interface Writing {
  readonly html: string
  readonly to: readonly Mailbox[] | null
  readonly cc: readonly Mailbox[] | null
  readonly files: readonly KeptFile[]
}
/** What was taken to be sent. `draft`: the server's, as it was known here: what another window wrote on it since stays there. */
export interface Taken extends Writing { readonly draft?: { readonly id: string; readonly version: number } | undefined }
export interface DraftState {
  readonly writing: Writing
  /** `here`: only in this browser so far; `server`: kept there too. */
  readonly kept: 'nothing' | 'here' | 'server'
  /** What was written on the same draft in another window since. */
  readonly other: Draft | null
}
interface Mirror { readonly writing: Writing; readonly version: number }

const quietMs = 600
/** A save that is not answered in this time is given up when one sends. */
const silentMs = 2000
export const blank: Writing = { html: '', to: null, cc: null, files: [] }
const isBlank = (one: Writing): boolean => one.html === '' && one.files.length === 0

/**
 * One draft: what is typed is at once in this browser and, a moment later, on the server. It survives reloads, crashes,
 * signing out and refused sends, and never silently overwrites what was written in another window.
 */
export class DraftKeeper {
  readonly state: Store<DraftState>
  private readonly ticketId: string
  private readonly mode: Mode
  private version = 0
  private id: string | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private saving: Promise<void> | null = null
  private line: AbortController | null = null
  private again = false
  /** How much of it was taken to be sent and is not answered yet: nothing is kept on the server meanwhile, for what arrives there takes the draft with it. */
  private leaving = 0

  constructor(ticketId: string, mode: Mode, server: Draft | null) {
    this.ticketId = ticketId
    this.mode = mode
    const mirror = kept<Mirror>(this.place)
    this.version = server?.version ?? 0
    this.id = server?.id ?? null
    this.state = store<DraftState>({ writing: mirror?.writing ?? (server ? writingOf(server) : blank), kept: mirror ? 'here' : server ? 'server' : 'nothing', other: null })
    if (mirror) {
      // Typed here and never confirmed. If the server's draft moved on elsewhere meanwhile, the person decides.
      if (server && server.version > mirror.version && server.html !== mirror.writing.html) this.set({ other: server })
      else this.later()
    }
  }

  private get place(): string { return `draft.${this.ticketId}.${this.mode}` }
  private set(part: Partial<DraftState>): void { this.state.set({ ...this.state.get(), ...part }) }

  change(part: Partial<Writing>): void {
    const writing = { ...this.state.get().writing, ...part }
    this.set({ writing, kept: 'here' })
    keep(this.place, { writing, version: this.version } satisfies Mirror)
    this.later()
  }

  /** The server's draft as it was read again; taken over when nothing here waits to be kept. */
  follow(server: Draft | null): void {
    if (!server || this.state.get().kept === 'here' || this.saving || this.leaving || server.version <= this.version) return
    this.version = server.version
    this.id = server.id
    this.set({ writing: writingOf(server), kept: 'server' })
  }

  /** Whether something is written here, or on its way to the server. */
  get busy(): boolean { return this.saving !== null || this.state.get().kept !== 'nothing' }

  /** It was sent or discarded in another window: it goes here too, but for what was typed here since. */
  gone(id: string): void {
    if (this.id !== id) return
    this.id = null
    this.version = 0
    this.leaving = 0
    if (this.state.get().kept === 'server' && !this.saving) this.set({ writing: blank, kept: 'nothing', other: null })
  }

  private later(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.save(), quietMs)
  }

  /** Keeps on the server what is not there yet. */
  async save(): Promise<void> {
    clearTimeout(this.timer)
    if (this.leaving) return
    if (this.saving) { this.again = true; return await this.saving }
    if (this.state.get().kept !== 'here' || this.state.get().other) return
    this.saving = this.put().finally(() => { this.saving = null })
    await this.saving
    if (this.again) { this.again = false; await this.save() }
  }

  private async put(): Promise<void> {
    const { writing } = this.state.get()
    const params = { id: this.ticketId, mode: this.mode }
    const begun = this.version === 0
    const signal = (this.line = new AbortController()).signal
    try {
      if (isBlank(writing)) {
        if (this.version > 0) await call('DELETE /tickets/:id/drafts/:mode', { params }, { signal })
        this.version = 0
      } else {
        const body = { html: writing.html, to: [...(writing.to ?? [])], cc: [...(writing.cc ?? [])], fileIds: fileIdsOf(writing), version: this.version }
        const saved = await call('PUT /tickets/:id/drafts/:mode', { params, body }, { signal })
        this.version = saved.version
        this.id = saved.id
      }
    } catch (error) {
      // Anything else is tried again with the next key, or when the line is back; the copy here stays.
      if (error instanceof Refused && error.code === 'tickets.draft-newer') this.collide((error.data as { draft: Draft }).draft, writing)
      return
    }
    if (begun || isBlank(writing)) listChanged()
    if (this.state.get().writing !== writing) { this.again = true; return }
    keep(this.place, null)
    this.set({ kept: isBlank(writing) ? 'nothing' : 'server' })
  }

  private collide(other: Draft, writing: Writing): void {
    if (other.html !== writing.html) return this.set({ other })
    this.version = other.version
    this.id = other.id
    this.again = true
  }

  /** Which of the two to go on with. */
  settle(which: 'this' | 'other'): void {
    const { other } = this.state.get()
    if (!other) return
    this.version = other.version
    this.id = other.id
    this.set({ other: null, ...(which === 'other' ? { writing: writingOf(other), kept: 'server' as const } : {}) })
    if (which === 'other') keep(this.place, null)
    else this.change({})
  }

  /** It is on its way, from this page or the one before. */
  left(): void {
    clearTimeout(this.timer)
    this.again = false
    this.leaving++
  }

  /** Hands over what is to be sent and leaves nothing behind, until it is `dropped` or `refused`; waits for a save under way, so that none comes after the sending, but not for a line that fell silent. */
  async take(): Promise<Taken> {
    const { writing } = this.state.get()
    this.left()
    this.set({ writing: blank, kept: 'nothing', other: null })
    keep(this.place, null)
    const silent = setTimeout(() => this.line?.abort(), silentMs)
    await this.saving
    clearTimeout(silent)
    this.again = false
    return { ...writing, draft: this.id && this.version > 0 ? { id: this.id, version: this.version } : undefined }
  }

  private returned(): void { this.leaving = Math.max(0, this.leaving - 1) }

  /** The server dropped the draft together with sending it; what was begun since is a new one. */
  dropped(): void {
    this.returned()
    this.version = 0
    this.id = null
    listChanged()
    if (this.state.get().kept === 'here') this.later()
  }

  /** What was taken was not sent after all. */
  refused(writing: Writing): void {
    this.returned()
    this.restore(writing)
  }

  /** Puts something back, above whatever was begun since. */
  restore(writing: Writing, version?: number): void {
    const now = this.state.get().writing
    if (version !== undefined) { this.version = version; listChanged() }
    this.change({ ...writing, html: isBlank(now) ? writing.html : writing.html + now.html, files: [...writing.files, ...now.files] })
  }

  async discard(): Promise<Writing> {
    const before = await this.take()
    if (this.version > 0) await call('DELETE /tickets/:id/drafts/:mode', { params: { id: this.ticketId, mode: this.mode } }).catch(() => undefined)
    this.dropped()
    return before
  }
}

const imageId = /data-file-id="([0-9a-f-]{36})"/g
/** Pictures in the text and files beside it: all of them belong to the draft. */
export const fileIdsOf = (writing: Pick<Writing, 'html' | 'files'>): string[] => [...new Set([...[...writing.html.matchAll(imageId)].map((found) => found[1]!), ...writing.files.map((file) => file.id)])]

function writingOf(draft: Draft): Writing {
  const inText = new Set([...draft.html.matchAll(imageId)].map((found) => found[1]))
  return { html: draft.html, to: draft.to.length || draft.cc.length ? draft.to : null, cc: draft.to.length || draft.cc.length ? draft.cc : null, files: draft.files.filter((file) => !inText.has(file.id)) }
}

const keepers = new Map<string, DraftKeeper>()
/** The one keeper of a draft in this window. */
export function keeperOf(ticketId: string, mode: Mode, server: Draft | null): DraftKeeper {
  const name = `${ticketId} ${mode}`
  const keeper = keepers.get(name) ?? new DraftKeeper(ticketId, mode, server)
  keepers.set(name, keeper)
  return keeper
}

/** Keeps everything that is not on the server yet: the line is back, or the page goes. */
export function saveAllDrafts(): void {
  for (const keeper of keepers.values()) void keeper.save()
}

/** Whether this window has its own of a draft that appeared. */
export const keepsDraft = (ticketId: string, mode: Mode): boolean => keepers.get(`${ticketId} ${mode}`)?.busy ?? false
/** A draft is gone from the server. */
export const draftGone = (ticketId: string, mode: Mode, id: string): void => keepers.get(`${ticketId} ${mode}`)?.gone(id)

/** Discards a draft whether or not it is open here; answers how to take that back. */
export async function discardDraft(draft: Draft): Promise<() => void> {
  const keeper = keeperOf(draft.ticketId, draft.mode, draft)
  keeper.follow(draft)
  const before = await keeper.discard()
  return () => keeper.restore(before)
}

export const useDraft = (keeper: DraftKeeper): DraftState => useStore(keeper.state)
