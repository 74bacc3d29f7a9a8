import { AtSign, BookOpen, ChartNoAxesColumn, CircleCheck, Ellipsis, Flag, Hand, House, Inbox, PanelRight, Search, Send, Settings, SlidersHorizontal, Sun, Users, UsersRound, Workflow } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Avatar } from '../avatar.tsx'
import { IconButton } from '../icon-button.tsx'
import { AppFrame } from '../frame/app-frame.tsx'
import { ListAndContent } from '../frame/list-and-content.tsx'
import { PageHead } from '../frame/page-head.tsx'
import { BottomBar, Rail, RailItem } from '../frame/rail.tsx'
import { useFrameWidth } from '../frame/use-width.ts'
import { ViewGroup, ViewItem, Views } from '../frame/views.tsx'
import { ShortcutSheet } from '../shortcut-sheet.tsx'
import { useKeys } from '../keys.ts'
import { VirtualList } from '../virtual-list.tsx'
import { maya, tickets } from './samples.ts'
import { SamplePanel } from './sample-panel.tsx'
import { SampleRow } from './sample-row.tsx'
import { SampleTicket } from './sample-ticket.tsx'

/** The whole frame with a ticket open, so that proportions are judged together. */
export function DeskScene({ part }: { part: string }) {
  const width = useFrameWidth()
  const [active, setActive] = useState(0)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [showing, setShowing] = useState<'list' | 'content'>(part === 'list' ? 'list' : 'content')
  const [panel, setPanel] = useState<boolean>()
  const [keys, setKeys] = useState(false)
  const [views, setViews] = useState(false)
  const panelOpen = panel ?? width === 'wide'
  useKeys({ '?': { run: () => setKeys(true), label: 'Show keys' }, 'g i': { run: () => setShowing('list'), label: 'Inbox', group: 'Go' } }, { group: 'Everywhere' })
  const count = part === 'many' ? 100_000 : tickets.length
  const at = (index: number) => tickets[index % tickets.length]!
  const row = useCallback((index: number, state: { active: boolean; selected: boolean }) => <SampleRow ticket={tickets[index % tickets.length]!} {...state} />, [])
  return (
    <AppFrame
      rail={
        <Rail head={<span className="mb-1 grid size-9 place-items-center"><img src="/mark.svg" alt="Baton" className="size-6" /></span>} foot={<><RailItem icon={Settings} label="Settings" shortcut="g s" /><IconFace /></>}>
          <RailItem icon={House} label="My day" shortcut="g d" count={6} />
          <RailItem icon={Inbox} label="Inbox" shortcut="g i" current />
          <RailItem icon={Workflow} label="Hand-off sheet" shortcut="g h" />
          <RailItem icon={UsersRound} label="Team" shortcut="g t" />
          <RailItem icon={BookOpen} label="Knowledge" shortcut="g k" />
          <RailItem icon={ChartNoAxesColumn} label="Insights" shortcut="g r" />
        </Rail>
      }
      viewsOpen={views} onViewsOpenChange={setViews}
      views={
        <Views title="Inbox" action={<IconButton icon={Search} label="Search" shortcut="/" />}>
          <ViewGroup>
            <ViewItem icon={Sun} label="My day" count={6} tone="strong" />
            <ViewItem icon={Inbox} label="Mine" count={12} current />
            <ViewItem icon={Hand} label="Offered" count={1} tone="own" />
            <ViewItem icon={AtSign} label="Mentions" count={3} tone="strong" />
            <ViewItem icon={Flag} label="Escalated" count={2} />
            <ViewItem icon={CircleCheck} label="Approvals" count={1} />
            <ViewItem icon={Send} label="Sent" />
          </ViewGroup>
          <ViewGroup label="Teams" onAdd={() => {}}>
            <ViewItem icon={Users} label="Billing" count={18} />
            <ViewItem icon={Users} label="Tech" count={31} tone="late" />
            <ViewItem icon={Users} label="Field service" count={4} />
          </ViewGroup>
          <ViewGroup label="Views" onAdd={() => {}}>
            <ViewItem icon={SlidersHorizontal} label="Waiting over a week" count={7} />
            <ViewItem icon={SlidersHorizontal} label="Critical customers" count={1240} />
          </ViewGroup>
        </Views>
      }
      bottomBar={<BottomBar items={[{ id: 'day', icon: Sun, label: 'My day', count: 6 }, { id: 'in', icon: Inbox, label: 'Inbox', current: true }, { id: 'next', icon: Hand, label: 'Take next' }, { id: 'team', icon: UsersRound, label: 'Team' }]} />}
    >
      <ListAndContent
        showing={showing} panelOpen={panelOpen} onPanelOpenChange={setPanel} panelTitle="Anna Keller"
        list={
          <>
            <PageHead title="Mine" detail="12" level={2}>
              <IconButton icon={SlidersHorizontal} label="Order and filter" />
            </PageHead>
            <div className="min-h-0 flex-1">
              <VirtualList
                label="My tickets" count={count} keyOf={(index) => `${at(index).id}-${index}`} rowHeight={60} pageKeys place="gallery"
                active={active} onActive={setActive} onOpen={() => setShowing('content')} selected={selected}
                onToggle={(key) => setSelected((now) => { const next = new Set(now); if (!next.delete(key)) next.add(key); return next })}
                row={row}
              />
            </div>
          </>
        }
        content={
          <SampleTicket
            mode={part === 'note' ? 'note' : 'reply'}
            onBack={width === 'phone' || width === 'narrow' ? () => setShowing('list') : undefined}
            actions={<><IconButton icon={PanelRight} label="Details" pressed={panelOpen && width === 'wide'} onClick={() => setPanel(!panelOpen)} /><IconButton icon={Ellipsis} label="More" /></>}
          />
        }
        panel={<SamplePanel />}
      />
      <ShortcutSheet open={keys} onOpenChange={setKeys} />
    </AppFrame>
  )
}

function IconFace() {
  return <span className="grid size-9 place-items-center"><Avatar person={maya} size={24} showPresence /></span>
}
