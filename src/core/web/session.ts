import { onSignInNeeded } from './call.ts'
import { store, useStore } from './store.ts'

/** `expired`: somebody was signed in and the server no longer knows them; sign-in opens over the page and nothing typed is lost. */
export type SessionState = 'unknown' | 'out' | 'in' | 'expired'
export interface Session { readonly state: SessionState; readonly person: string | null }

const session = store<Session>({ state: 'unknown', person: null })
let waiting: (() => void)[] = []

export const useSession = (): Session => useStore(session)
export const sessionNow = (): Session => session.get()

/** Somebody is signed in. Requests that met an expired session go on; for somebody else the page starts anew. */
export function signedIn(person: string): void {
  const before = session.get()
  if (before.state === 'expired' && before.person !== person) return location.reload()
  session.set({ state: 'in', person })
  const resume = waiting
  waiting = []
  for (const go of resume) go()
}

/** The server no longer knows who this is. Resolves when they signed in again. */
export function sessionLost(): Promise<void> {
  const now = session.get()
  if (now.state === 'in') session.set({ state: 'expired', person: now.person })
  if (now.state === 'unknown' || now.state === 'out') return Promise.reject(new Error('Nobody is signed in.'))
  return new Promise((go) => { waiting.push(go) })
}

onSignInNeeded(sessionLost)
