import { redirect } from '@tanstack/react-router'
import { cache, hearFact, readAgain, readWhatFailed } from '../../core/web/cache.ts'
import { Refused, room } from '../../core/web/call.ts'
import { startLive, wakeLive } from '../../core/web/live.ts'
import { flushOutbox, keptWaiting } from '../../core/web/outbox.ts'
import { sessionNow, signedIn } from '../../core/web/session.ts'
import type { people } from '../../rooms/people/contract.ts'
import { saveAllDrafts } from '../../rooms/tickets/web/draft-keeper.ts'
import { tellSeen } from '../../rooms/tickets/web/seen.ts'
import { meQuery } from '../../rooms/people/web/directory.ts'

const call = room<typeof people>()

/** Lets those in who are signed in, opens their line, and sends the others to the right door. */
export async function enter(next: string): Promise<void> {
  if (sessionNow().state === 'in' || sessionNow().state === 'expired') return
  try {
    const me = await call('GET /me', {}, { quiet: true })
    cache.setQueryData(meQuery.queryKey, me)
    signedIn(me.id)
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error
    const workspace = await call('GET /workspace')
    throw redirect({ href: workspace.empty ? '/start' : `/sign-in${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`, replace: true })
  }
  startLive({
    fact: hearFact,
    stale: readAgain,
    rightsChanged: readAgain,
    opened: () => { readWhatFailed(); sendWhatWaits().catch(() => undefined); void tellSeen() },
    // Asking who I am meets the missing session, which opens the sign-in over the page; the line goes on afterwards.
    signedOut: () => void cache.invalidateQueries({ queryKey: meQuery.queryKey }).then(wakeLive),
  })
}

/** What waits leaves first, then drafts are kept: a reply that arrives takes its draft with it. Whoever puts refused words back is there before. */
async function sendWhatWaits(): Promise<void> {
  if (keptWaiting().length) (await import('../../rooms/tickets/web/unsent.ts')).resumeWritten()
  await flushOutbox()
  saveAllDrafts()
}
