import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../avatar.tsx'
import { AvatarStack } from '../avatar-stack.tsx'
import { Badge, Tag, type Tone } from '../badge.tsx'
import { Banner } from '../banner.tsx'
import { Button } from '../button.tsx'
import { ClockRing } from '../clock-ring.tsx'
import { SendCountdown } from '../composer/send-countdown.tsx'
import { Count } from '../count.tsx'
import { EmptyState } from '../empty-state.tsx'
import { ErrorState } from '../error-state.tsx'
import { Page } from '../frame/page-head.tsx'
import { Kbd } from '../kbd.tsx'
import { OwnerPill } from '../owner-pill.tsx'
import { PriorityMark } from '../priority-mark.tsx'
import { SkeletonRows } from '../skeleton.tsx'
import { StatusDot } from '../status-dot.tsx'
import { Tabs } from '../tabs.tsx'
import { Time } from '../time.tsx'
import { ben, clock, ida, maya, now, sam } from './samples.ts'
import { Shelf } from './shelf.tsx'

const tones: Tone[] = ['plain', 'own', 'time', 'late', 'note', 'escalate', 'good', 'danger']

/** The signs of our own, and words about the page. */
export function SignScene() {
  const [tab, setTab] = useState('open')
  return (
    <Page title="Signs" lead="Time and ownership are the only things allowed to be loud.">
      <div className="flex flex-col gap-7">
        <Shelf title="Owner pill">
          <OwnerPill owner={maya} team="Billing" />
          <OwnerPill owner={null} team="Billing" />
          <OwnerPill owner={maya} team="Billing" offeredTo={{ person: ben, clock: clock(10, 5) }} />
          <OwnerPill owner={sam} offeredTo={{ team: 'Tech' }} onPress={() => {}} />
          <OwnerPill owner={ben} compact />
          <OwnerPill owner={null} team="Tech" compact />
        </Shelf>
        <Shelf title="Clock ring">
          <ClockRing clock={clock(10, 300)} showText /><ClockRing clock={clock(120, 120)} showText /><ClockRing clock={clock(240, 50)} showText />
          <ClockRing clock={clock(240, 12)} showText /><ClockRing clock={clock(240, -12)} showText />
          <ClockRing clock={clock(100, 300, { pausedAt: now, pauseReason: 'waiting for customer' })} showText /><ClockRing clock={clock(100, 30, { stoppedAt: now })} showText />
        </Shelf>
        <Shelf title="Faces">
          {([16, 20, 24, 32, 40] as const).map((size) => <Avatar key={size} person={maya} size={size} showPresence />)}
          {[ben, ida, sam].map((one) => <Avatar key={one.id} person={one} size={32} showPresence />)}
          {['Zoë', 'Łukasz Nowak', '王 伟', 'Q', 'Ada', 'Noor Aziz', 'Kim Ly', 'Ovid N'].map((name) => <Avatar key={name} person={{ id: name, name }} size={32} />)}
          <AvatarStack people={[maya, ben, ida, sam, { id: 'x', name: 'X Y' }]} most={3} label="Viewing" />
        </Shelf>
        <Shelf title="State">
          {(['new', 'open', 'waiting', 'closed'] as const).map((one) => <StatusDot key={one} status={one} showWord />)}
          {(['low', 'normal', 'high', 'urgent'] as const).map((one) => <PriorityMark key={one} priority={one} showWord />)}
        </Shelf>
        <Shelf title="Badges, tags, counts, keys, times">
          {tones.map((tone) => <Badge key={tone} tone={tone}>{tone}</Badge>)}
          <Tag>billing</Tag><Tag onRemove={() => {}}>refund</Tag><Count value={7} /><Count value={1240} tone="late" /><Kbd keys="⌘k" /><Kbd keys="g i" /><Time at={now - 180_000} as="ago" /><Time at={now - 200_000_000} />
        </Shelf>
        <div className="flex flex-col gap-2">
          <Banner>The assistant is off. Suggestions come from built-in methods.</Banner>
          <Banner tone="time" action={<Button size="small">Hand off</Button>}>Ben just replied. Read it before you send.</Banner>
          <Banner tone="late" action={<Button size="small">Try again</Button>}>The reply was not sent: the mail server refused it.</Banner>
          <Banner tone="escalate">Waiting for a decision by Ida since 11:20.</Banner>
          <Banner tone="good">All 42 messages were sent.</Banner>
          <Banner tone="offline">No connection. You can read; what you write is kept and sent later.</Banner>
          <SendCountdown to="Anna" onUndo={() => {}} />
        </div>
        <Tabs label="State" value={tab} onChange={setTab} tabs={[{ id: 'open', label: 'Open', count: 12, panel: <p className="text-ui">Twelve are open.</p> }, { id: 'waiting', label: 'Waiting', count: 4, panel: 'Four wait.' }, { id: 'closed', label: 'Closed', panel: 'Closed.' }]} />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
          <div className="border border-line"><EmptyState icon={Inbox} action={<Button>Take next</Button>}>Tickets you own will appear here.</EmptyState></div>
          <div className="border border-line"><ErrorState what="The list did not load." kept="Nothing was changed." onRetry={() => {}} /></div>
          <div className="border border-line"><SkeletonRows rows={4} /></div>
        </div>
      </div>
    </Page>
  )
}
