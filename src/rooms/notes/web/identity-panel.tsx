import { useQuery } from '@tanstack/react-query'
import { ShieldCheck, Undo2 } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Facts, PanelSection } from '../../../ui/panel.tsx'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { howWords, identityQuery, revoke } from '../../customers/web/identity.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { useIdentityActs } from './identity-chip.tsx'

/** Who the customer is to us: how verified, since when, what there was before. Computed, nothing of it is typed. */
export function IdentityPanel({ head }: { head: Head }) {
  const { customerId } = head.ticket
  const identity = useQuery({ ...identityQuery(customerId ?? ''), enabled: customerId !== null }).data
  const me = useMe()
  const { face } = useDirectory()
  const [act] = useIdentityActs(head)
  if (!identity || !customerId) return null
  const { verification, past, since, may } = identity
  const of = (kind: 'ticket' | 'escalation') => past.find((one) => one.kind === kind)
  const escalations = of('escalation')
  return (
    <PanelSection title="Identity" place="identity">
      <div className="mb-2 flex items-center gap-1 text-ui">
        {verification
          ? <p className={verification.valid ? 'min-w-0 flex-1 text-good' : 'min-w-0 flex-1 text-muted'}>{verification.valid ? 'Verified' : 'Was verified'} {howWords[verification.how]}, <Time at={verification.at} className="tabular-nums" />{verification.byId && ` by ${verification.byId === me.id ? 'you' : firstName(face(verification.byId).name)}`}{verification.detail && <span className="block break-words text-meta text-muted">{verification.detail}</span>}{verification.valid && <span className="block text-meta text-muted">counts until <Time at={verification.until} className="tabular-nums" /></span>}</p>
          : <p className="min-w-0 flex-1 text-muted">Never verified</p>}
        {verification && may.verify && <IconButton icon={Undo2} size="small" label="They were not verified" onClick={() => void revoke(customerId, verification.id)} />}
        {may.verify && act && <Button size="small" variant="ghost" icon={ShieldCheck} onClick={act.run}>Verify</Button>}
      </div>
      <Facts facts={[
        { name: 'Customer since', value: <Time at={since} className="tabular-nums" /> },
        { name: 'Tickets so far', value: <span className="tabular-nums">{of('ticket')?.count ?? 0}</span> },
        { name: 'Escalations', value: <span className="tabular-nums">{escalations ? <>{escalations.count}{escalations.lastAt && <>, last <Time at={escalations.lastAt} /></>}</> : 'none'}</span> },
      ]} />
    </PanelSection>
  )
}
