import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
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

/** Says when something I worked on went back without my doing. */
function useGoneBack(claims: readonly Claim[]): void {
  const me = useMe()
  const navigate = useNavigate()
  const known = useRef(new Map<string, Claim>())
  for (const one of claims) known.current.set(one.id, one)
  const [, again] = useState(0)
  useEffect(() => onFact((fact) => {
    if (fact.name !== 'queues.given-back') return
    const { claimId, personId, how } = fact.data as { claimId: string; personId: string; how: string }
    const was = known.current.get(claimId)
    if (personId !== me.id || !was || (how !== 'idle' && how !== 'released') || fact.actor.id === me.id) return
    known.current.delete(claimId)
    again((n) => n + 1)
    toasts.show({
      id: `gone-${claimId}`, text: `#${was.number} went back to the queue`, detail: how === 'idle' ? 'There was no sign of you for a while. Your draft is kept.' : 'A lead put it back; the reason stands on the ticket. Your draft is kept.', seconds: 30,
      action: { label: 'Open it', run: () => void navigate({ to: '/tickets/$number', params: { number: String(was.number) } }) },
    })
  }), [me.id, navigate])
}
