import { useQuery } from '@tanstack/react-query'
import { Ellipsis, TrendingUp } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { isOpen, ofTicketQuery, type Whole } from './escalations.ts'
import { clockLabel, clockOf, stateWords } from './escalation-words.ts'
import { actsOn } from './use-escalation-acts.ts'

/** Between head and conversation: where each open escalation stands, how long there is, and the next act for whoever looks. */
export function EscalationBars({ ticketId }: { ticketId: string }) {
  const open = useQuery(ofTicketQuery(ticketId)).data?.filter(isOpen) ?? []
  return open.map((one) => <Bar key={one.id} one={one} />)
}

function Bar({ one }: { one: Whole }) {
  const me = useMe()
  const directory = useDirectory()
  const [main, ...more] = actsOn(one, me.id)
  const clock = clockOf(one)
  return (
    <section aria-label={`Escalation to ${one.pathName}`} className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-escalate-line bg-escalate-soft px-4 py-1.5 text-ui text-escalate">
      <TrendingUp aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <p className="min-w-0 flex-1 basis-56"><span className="font-semibold">{one.pathName}</span> · {stateWords(one, directory, me.id)}{one.climbs > 0 && one.state === 'raised' && `; it went on ${one.climbs === 1 ? 'once' : `${one.climbs} times`}`}</p>
      {clock && <ClockRing clock={clock} label={clockLabel[one.state]} showText />}
      <span className="flex items-center gap-1 max-sm:w-full">
        {main && <Button size="small" icon={main.icon} onClick={main.run} shortcut="⇧e" className="max-sm:h-11! max-sm:flex-1">{main.label}</Button>}
        {more.length > 0 && <Menu align="end" trigger={<IconButton icon={Ellipsis} size="small" label="More for this escalation" />} groups={[{ actions: more.map((act) => ({ id: act.id, label: act.label, icon: act.icon, onSelect: act.run })) }]} />}
      </span>
    </section>
  )
}
