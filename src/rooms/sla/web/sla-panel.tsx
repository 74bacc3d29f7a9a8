import { useQuery } from '@tanstack/react-query'
import { Check, Info, X } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { PanelSection } from '../../../ui/panel.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { ticketSlaQuery, type Standing } from './sla.ts'

/** Which service level a ticket goes by, and why. Nothing where there is none at all. */
export function SlaPanel({ ticketId }: { ticketId: string }) {
  const { data } = useQuery(ticketSlaQuery(ticketId))
  if (!data?.fits.length) return null
  return (
    <PanelSection title="Service level" action={<Popover label="Why this service level" align="end" trigger={<IconButton icon={Info} size="small" label="Why" />}><Why fits={data.fits} /></Popover>}>
      <p className="text-ui">{data.policy ? data.policy.name : <span className="text-muted">None fits this ticket</span>}</p>
      {data.policy && <p className="mt-0.5 text-meta text-muted">{data.policy.words.what}</p>}
    </PanelSection>
  )
}

/** Every policy in the order they are tried, with what holds and what does not. */
function Why({ fits }: { fits: Standing['fits'] }) {
  return (
    <ol className="flex flex-col gap-2.5 text-ui">
      {fits.map((one) => (
        <li key={one.policyId}>
          <p className={one.chosen ? 'font-medium' : 'text-muted'}>{one.name}{one.chosen ? ', chosen' : one.fits ? ', fits, but one above is stricter' : ''}</p>
          <ul className="mt-0.5 text-meta text-muted">
            {one.why.map((why) => <li key={why.words} className="flex items-start gap-1.5">{why.holds ? <Check aria-label="holds" size={12} className="mt-0.5 shrink-0 text-good" /> : <X aria-label="does not hold" size={12} className="mt-0.5 shrink-0 text-late" />}{why.words}</li>)}
          </ul>
        </li>
      ))}
    </ol>
  )
}
