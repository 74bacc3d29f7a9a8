import { FileText, Plus } from 'lucide-react'
import { Avatar } from '../avatar.tsx'
import { Badge, Tag } from '../badge.tsx'
import { ClockRing } from '../clock-ring.tsx'
import { IconButton } from '../icon-button.tsx'
import { Facts, Panel, PanelSection } from '../panel.tsx'
import { StatusDot } from '../status-dot.tsx'
import { anna, clock } from './samples.ts'

/** The side panel about the customer. */
export function SamplePanel() {
  return (
    <Panel>
      <PanelSection>
        <div className="flex items-center gap-3">
          <Avatar person={anna} size={40} decorative />
          <div className="min-w-0">
            <p className="truncate text-ui font-semibold">Anna Keller</p>
            <p className="truncate text-meta text-muted">Acme GmbH · customer for 3 years</p>
          </div>
        </div>
        <div className="mt-2.5 mb-3 flex flex-wrap gap-1"><Badge>Pro</Badge><Badge tone="escalate">Critical</Badge><Tag>accounting</Tag></div>
        <Facts facts={[{ name: 'Prefers', value: 'phone' }, { name: 'Local time', value: '13:05, Berlin' }, { name: 'Email', value: 'anna@acme.example' }, { name: 'Language', value: 'German' }]} />
      </PanelSection>
      <PanelSection title="Clocks" place="clocks">
        <ul className="flex flex-col gap-2">
          <li><ClockRing clock={clock(220, 25)} label="reply" showText /></li>
          <li><ClockRing clock={clock(300, 1480)} label="promise: refund confirmed" showText /></li>
          <li><ClockRing clock={clock(300, 900, { pausedAt: Date.now(), pauseReason: 'waiting for customer' })} label="resolution" showText /></li>
        </ul>
      </PanelSection>
      <PanelSection title="Suggested articles" place="articles" action={<IconButton icon={Plus} label="Write an article" size="small" />}>
        <ul className="-mx-2 flex flex-col">
          {['Why a payment can appear twice', 'How long a refund takes', 'Changing the billing day'].map((title) => (
            <li key={title}><a href="#desk" className="flex h-7 items-center gap-2 rounded-md px-2 text-ui hover:bg-hover"><FileText aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-muted" /><span className="truncate">{title}</span></a></li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection title="Earlier tickets" place="earlier" count={4}>
        <ul className="-mx-2 flex flex-col">
          {[['Invoice address', 'Nov 2025'], ['Cannot add a seat', 'Aug 2025'], ['Question about the plan', 'Mar 2025']].map(([title, when]) => (
            <li key={title}><a href="#desk" className="flex h-7 items-center gap-2 rounded-md px-2 text-ui hover:bg-hover"><StatusDot status="closed" /><span className="min-w-0 flex-1 truncate">{title}</span><span className="text-meta text-muted">{when}</span></a></li>
          ))}
        </ul>
      </PanelSection>
    </Panel>
  )
}
