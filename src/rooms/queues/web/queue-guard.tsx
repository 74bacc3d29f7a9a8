import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Told } from '../../../core/contract.ts'
import { onFact } from '../../../core/web/cache.ts'
import { watchActivity } from '../../../core/web/activity.ts'
import { useAskingWhy } from '../../tickets/web/asking-why.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { useMe } from '../../people/web/directory.ts'
import { PickDialog } from './pick-dialog.tsx'
import { ReleaseDialog } from './release-dialog.tsx'
import { useReleasing } from './release-state.ts'
import { useClaims, type Claim } from './queues.ts'
import { StillThere } from './still-there.tsx'

/** Stands once on the page: keeps what I work on mine while I am here, asks when I am not, and says when it went back. */
export default function QueueGuard() {
  const claims = useClaims()
  const [asking, releasing] = [useAskingWhy(), useReleasing()]
  const asked = claims.find((one) => one.warnedAt !== null && one.protectedAt === null)
  const any = claims.length > 0
  useEffect(() => (any ? watchActivity() : undefined), [any])
  useGoneBack(claims)
  return (
    <>
      {asked && <StillThere key={`${asked.id} ${asked.warnedAt}`} claim={asked} />}
      {asking && <PickDialog asking={asking} />}
      {releasing && <ReleaseDialog claim={releasing} />}
    </>
  )
}

/** Why something is not with me any more; null where I know, since I did it. */
function whyGone(fact: Told, me: string): { readonly text: string; readonly detail: string } | null {
  const { how, set } = fact.data as { how?: string; set?: { claimedBy?: string | null; ownerId?: string | null } }
  if (set?.claimedBy !== null || set.ownerId === me || fact.actor.id === me) return null
  if (how === 'idle') return { text: 'went back to the queue', detail: 'There was no sign of you for a while.' }
  if (how === 'released') return { text: 'went back to the queue', detail: 'A lead put it back; the reason stands on the ticket.' }
  if (how === 'left') return { text: 'went back to the queue', detail: 'You do not work in its team any more.' }
  return { text: 'is not with you any more', detail: 'It was moved, closed or merged meanwhile; the ticket says by whom.' }
}

/** Says when something I worked on went away without my doing. */
function useGoneBack(claims: readonly Claim[]): void {
  const me = useMe()
  const navigate = useNavigate()
  const known = useRef(new Map<string, Claim>())
  useEffect(() => { for (const one of claims) known.current.set(one.ticketId, one) }, [claims])
  useEffect(() => onFact((fact) => {
    if ((fact.data as { set?: { claimedBy?: string | null } }).set?.claimedBy !== null) return
    const was = known.current.get(fact.about.id)
    known.current.delete(fact.about.id)
    const why = was && whyGone(fact, me.id)
    if (!why) return
    toasts.show({
      id: `gone-${was.id}`, text: `#${was.number} ${why.text}`, detail: `${why.detail} Your draft is kept.`, seconds: 30,
      action: { label: 'Open it', run: () => void navigate({ to: '/tickets/$number', params: { number: String(was.number) } }) },
    })
  }), [me.id, navigate])
}
