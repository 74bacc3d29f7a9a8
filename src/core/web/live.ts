import type { Told } from '../contract.ts'
import { Backoff } from './backoff.ts'
import { store, useStore } from './store.ts'

/** `lost` shows the offline bar; reading goes on from what is here. */
export type LiveState = 'connecting' | 'open' | 'lost'
export type Doing = 'viewing' | 'replying' | 'noting'
export interface Here { readonly person: string; readonly doing: Doing }

/** What the page does with what it hears. */
export interface Ears {
  readonly fact: (fact: Told) => void
  /** Too much was missed to tell one by one: everything shown may be old. */
  readonly stale: () => void
  readonly rightsChanged: () => void
  /** The line is open and nothing is missing: what waited can leave. */
  readonly opened: () => void
  readonly signedOut: () => void
}

type Said =
  | { kind: 'hello'; seq: string; fresh: boolean }
  | { kind: 'fact'; fact: Told }
  | { kind: 'caught-up'; seq: string }
  | { kind: 'rights-changed' }
  | { kind: 'presence'; on: string; people: Here[] }
  | { kind: 'pong' }
  | { kind: 'refused'; on: string }

const silenceMs = 40_000
const pingMs = 20_000

const state = store<LiveState>('connecting')
const presence = store<{ on: string | null; people: readonly Here[] }>({ on: null, people: [] })
const backoff = new Backoff()
let ears: Ears | null = null
let socket: WebSocket | null = null
let seq: string | null = null
let heardAt = 0
let here: { on: string; doing: Doing } | null = null
let retry: ReturnType<typeof setTimeout> | undefined
let settled: () => void = () => undefined
const ready = new Promise<void>((done) => { settled = done })

export const useLiveState = (): LiveState => useStore(state)

/** Waits, briefly, until changes are heard, so that what is read next misses none. */
export const liveReady = (): Promise<void> => Promise.race([ready, new Promise<void>((done) => setTimeout(done, 700))])

/** Opens the one line of this tab. */
export function startLive(listen: Ears): void {
  if (ears) return
  ears = listen
  addEventListener('online', wakeLive)
  addEventListener('offline', () => socket?.close())
  addEventListener('pagehide', () => socket?.close())
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && state.get() !== 'open') wakeLive(); sayAgain() })
  setInterval(beat, pingMs)
  open()
}

/** Tries again at once, for example after signing in again. */
export function wakeLive(): void {
  clearTimeout(retry)
  backoff.reset()
  if (ears && (!socket || socket.readyState > 1)) open()
}

function open(): void {
  const line = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`)
  socket = line
  line.onopen = () => {
    heardAt = Date.now()
    tell({ kind: 'resume', seq })
    sayAgain()
  }
  line.onmessage = (event) => { if (line === socket) hear(JSON.parse(String(event.data)) as Said) }
  line.onclose = (event) => { if (line === socket) lost(event.code) }
}

function lost(code: number): void {
  socket = null
  state.set(seq === null && navigator.onLine !== false && backoff.attempts < 1 ? 'connecting' : 'lost')
  presence.set({ on: null, people: [] })
  if (!ears) return
  clearTimeout(retry)
  if (code === 4401) return ears.signedOut()
  retry = setTimeout(open, backoff.next())
}

function hear(said: Said): void {
  heardAt = Date.now()
  if (said.kind === 'fact') {
    seq = said.fact.seq
    ears?.fact(said.fact)
  } else if (said.kind === 'hello' || said.kind === 'caught-up') {
    const late = seq === null && state.get() === 'lost'
    seq = said.seq
    backoff.reset()
    state.set('open')
    settled()
    if (said.kind === 'hello' && (!said.fresh || late)) ears?.stale()
    ears?.opened()
  } else if (said.kind === 'presence') presence.set({ on: said.on, people: said.people })
  else if (said.kind === 'rights-changed') ears?.rightsChanged()
}

/** Keeps the line and our presence alive, and gives up a line that fell silent. */
function beat(): void {
  if (socket?.readyState !== 1) return
  if (Date.now() - heardAt > silenceMs) return socket.close()
  if (here && document.visibilityState === 'visible') sayAgain()
  else tell({ kind: 'ping' })
}

/** False: the line is down, and nothing was said. */
function tell(message: object): boolean {
  if (socket?.readyState !== 1) return false
  socket.send(JSON.stringify(message))
  return true
}

/** Says that somebody did something so many milliseconds ago. False: the line is down. */
export const sayActive = (ago: number): boolean => tell({ kind: 'active', ago })

function sayAgain(): void {
  const seen = document.visibilityState === 'visible' ? here : null
  if (here || presence.get().on) tell({ kind: 'here', on: seen?.on ?? null, doing: seen?.doing ?? 'viewing' })
}

/** Says what this tab looks at (`ticket:ID`) and whether one writes there; null for nothing. */
export function sayHere(on: string | null, doing: Doing = 'viewing'): void {
  if (here?.on === on && here?.doing === doing) return
  const before = here
  here = on ? { on, doing } : null
  if (before?.on !== on) presence.set({ on, people: [] })
  if (on || before) tell({ kind: 'here', on, doing })
}

const nobody: readonly Here[] = []
/** Who else looks at the thing, and who writes there. */
export const usePresence = (on: string | null): readonly Here[] => useStore(presence, (now) => (on !== null && now.on === on ? now.people : nobody))
