import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router'
import { Ellipsis, Menu as MenuSign, PencilLine, SlidersHorizontal, SquarePen } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { NoMailbox, useNoMailbox } from '../../rooms/channels/email/web/first-mail.tsx'
import { useNamedReasons } from '../../rooms/closings/web/use-named-reasons.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { BulkBar } from '../../rooms/tickets/web/bulk-bar.tsx'
import { Chooser } from '../../rooms/tickets/web/chooser.tsx'
import type { ListedDraft } from '../../rooms/tickets/web/draft-list.tsx'
import { FilterBar } from '../../rooms/tickets/web/filter-bar.tsx'
import { isFiltered } from '../../rooms/tickets/web/filter-words.ts'
import { openNewTicket } from '../../rooms/tickets/web/new-ticket-state.ts'
import { OrderMenu } from '../../rooms/tickets/web/order-menu.tsx'
import { TicketList } from '../../rooms/tickets/web/ticket-list.tsx'
import { savedViewActs } from '../../rooms/tickets/web/saved-view-acts.ts'
import { countsQuery, headQuery, savedViewsQuery } from '../../rooms/tickets/web/ticket-queries.ts'
import type { Filter, Row, SavedView } from '../../rooms/tickets/web/tickets-call.ts'
import { useList } from '../../rooms/tickets/web/use-list.ts'
import { emptyWords, standardViews, viewName } from '../../rooms/tickets/web/view-names.ts'
import { orderOf } from '../../rooms/tickets/rules.ts'
import { useActs } from '../../ui/acts.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListAndContent } from '../../ui/frame/list-and-content.tsx'
import { PageHead } from '../../ui/frame/page-head.tsx'
import { useFrameWidth } from '../../ui/frame/use-width.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { preloadRichText } from '../../ui/rich-text.tsx'
import { openViews } from '../shell/shell-state.ts'
import { useManyTicketActs } from '../ticket/many-acts.ts'
import { TicketLoading } from '../ticket/ticket-loading.tsx'
import { InboxDrafts } from './inbox-drafts.tsx'
import { filterIn } from './inbox-search.ts'
import { usePanel } from './use-panel.ts'

const ticketModule = () => import('../ticket/ticket-view.tsx')
const TicketView = lazy(async () => ({ default: (await ticketModule()).TicketView }))
const TicketSide = lazy(async () => ({ default: (await import('../ticket/ticket-side.tsx')).TicketSide }))
const SaveViewDialog = lazy(() => import('../../rooms/tickets/web/save-view-dialog.tsx'))
const nothing: ReadonlySet<string> = new Set()

/** The inbox: a view's list, the ticket that is open, and what is beside it. */
export function Page() {
  const { view = 'mine', number: typed } = useParams({ strict: false })
  const number = typed && /^\d{1,15}$/.test(typed) ? Number(typed) : null
  const search = useSearch({ from: '/shell/inbox/$view' })
  const navigate = useNavigate()
  const width = useFrameWidth()
  const landOn = useRouterState({ select: (state) => /^#?entry-([0-9a-f-]{36})$/.exec(state.location.hash)?.[1] ?? null })
  const writeAs = useRouterState({ select: (state) => (state.location.hash === 'reply' || state.location.hash === 'note' ? state.location.hash : null) })
  const [selected, setSelected] = useState(nothing)
  const panel = usePanel(number)
  const head = useQuery({ ...headQuery(number ?? 0), enabled: number !== null }).data
  const open = (row: Pick<Row, 'number'>, replace = false) => { if (row.number !== number) void navigate({ to: '/inbox/$view/$number', params: { view, number: String(row.number) }, search: true, replace }) }
  const write = ({ ticket, mode }: ListedDraft) => void navigate({ to: '/inbox/$view/$number', params: { view, number: String(ticket.number) }, hash: mode, replace: number !== null })
  const back = () => void navigate({ to: '/inbox/$view', params: { view }, search: true })
  useEffect(() => { setSelected(nothing) }, [view])
  useFetchEarly()
  return (
    <>
      <ListAndContent
        showing={number === null ? 'list' : 'content'} panelOpen={panel.open} onPanelOpenChange={panel.set} panelTitle={head?.ticket.customerName || 'Details'}
        list={view === 'drafts'
          ? <InboxDrafts number={number} mode={writeAs} onOpen={write} />
          : <List key={view} view={view} search={search} number={number} alone={number === null} selected={selected} onSelect={setSelected} onOpen={open} />}
        content={number === null
          ? <div className="grid h-full place-items-center max-lg:hidden"><EmptyState icon={PencilLine}>Choose a ticket, or move with j and k.</EmptyState></div>
          : <Suspense fallback={<TicketLoading />}><TicketView number={number} landOn={landOn} writeAs={writeAs} onBack={width === 'phone' || width === 'narrow' ? back : undefined} panelOpen={panel.open} onPanel={() => panel.set(!panel.open)} keys={selected.size === 0} /></Suspense>}
        panel={head && number !== null ? <Suspense fallback={null}><TicketSide head={head} /></Suspense> : undefined}
      />
      <Chooser onOpenTicket={(to) => open({ number: to })} />
    </>
  )
}

/** Once the list stands, what opening a ticket and writing need is fetched, so that both are there at once. */
function useFetchEarly() {
  useEffect(() => {
    const soon = setTimeout(() => { void ticketModule(); void import('../ticket/ticket-side.tsx') }, 300)
    const later = setTimeout(preloadRichText, 1500)
    return () => { clearTimeout(soon); clearTimeout(later) }
  }, [])
}

type ListProps = {
  view: string
  search: Parameters<typeof filterIn>[0]
  number: number | null
  /** No ticket is open: the list's name is the page's. */
  alone: boolean
  selected: ReadonlySet<string>
  onSelect: (next: ReadonlySet<string>) => void
  onOpen: (row: Row, replace: boolean) => void
}

function List({ view, search, number, alone, selected, onSelect, onOpen }: ListProps) {
  const navigate = useNavigate()
  const width = useFrameWidth()
  const [choosing, setChoosing] = useState(false)
  const { teamName } = useDirectory()
  const saved = useQuery(savedViewsQuery).data ?? []
  const counts = useQuery(countsQuery).data
  const filter = filterIn(search)
  const reasons = useNamedReasons(choosing || filter.closedFor !== undefined)
  const kept = saved.find((one) => `saved:${one.id}` === view)
  const { role } = useMe()
  const mayOpen = role !== 'collaborator'
  const order = search.order ?? kept?.order ?? orderOf(view, filter)
  const list = useList({ view, order, filter })
  const noMailbox = useNoMailbox(list.state === 'there' && list.rows.length === 0 && counts !== undefined && counts.all + counts.closed === 0)
  const name = viewName(view, teamName, saved)
  const total = isFiltered(filter) || !counts ? undefined : standardViews.find((one) => one.view === view)?.count(counts) ?? (view.startsWith('team:') ? counts.teams[view.slice(5)]?.open : undefined)
  const change = (next: Filter) => void navigate({ to: '/inbox/$view', params: { view }, search: { ...next, order: search.order } as never, replace: true })
  const rows = list.rows.filter((row) => selected.has(row.id))
  const none = () => onSelect(new Set())
  const acts = useManyTicketActs(rows, none)
  useTitle(alone ? name : '')
  useActs('Chosen tickets', [...acts.map(({ id, label, icon, keys, words, run }) => ({ id: `chosen-${id}`, label: `${label}${id === 'assign' || id === 'tags' || id === 'wait' || id === 'priority' ? `: ${rows.length} tickets` : ''}`, icon, keys, words, run })), { id: 'none', label: 'Choose none', keys: 'escape', run: none }], { enabled: rows.length > 0 })
  const drawer = width === 'phone' || width === 'narrow'
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <PageHead title={<span className="flex items-center gap-1">{drawer && <IconButton icon={MenuSign} label="Views" onClick={openViews} className="-ml-2" />}{name}</span>} detail={total === undefined ? undefined : <span className="tabular-nums">{total.toLocaleString('en')}</span>} level={alone ? 1 : 2}>
        {kept?.may.change && <SavedViewMenu one={kept} />}
        {mayOpen && <IconButton icon={SquarePen} label="New ticket" shortcut="⇧n" onClick={() => openNewTicket()} />}
        <IconButton icon={SlidersHorizontal} label="Filter" shortcut="⇧f" pressed={isFiltered(filter)} onClick={() => setChoosing(true)} />
        <OrderMenu order={order} onChange={(next) => void navigate({ to: '.', search: { ...search, order: next } as never, replace: true })} />
      </PageHead>
      <FilterBar view={view} filter={filter} reasons={reasons} order={order} onChange={change} choosing={choosing} onChoosing={setChoosing} onSaved={(next) => void navigate({ to: '/inbox/$view', params: { view: next } })} />
      <div className="min-h-0 flex-1">
        <TicketList
          label={name} list={list} place={`inbox ${view} ${order} ${JSON.stringify(filter)}`} open={number} onOpen={(row, by) => onOpen(row, by === 'moving' && number !== null)}
          selected={selected} onSelect={onSelect} empty={emptyWords(view, isFiltered(filter))} emptyAction={isFiltered(filter) ? <Button onClick={() => change({})}>Clear the filter</Button> : undefined}
          emptyInstead={noMailbox === null ? <></> : noMailbox ? <NoMailbox admin={role === 'admin'} /> : undefined}
        />
      </div>
      {rows.length > 0 && <BulkBar count={rows.length} acts={acts} onClear={none} />}
    </div>
  )
}

function SavedViewMenu({ one }: { one: SavedView }) {
  const navigate = useNavigate()
  const [changing, setChanging] = useState(false)
  const change = () => setChanging(true)
  const groups = savedViewActs(one, change, () => void navigate({ to: '/inbox/$view', params: { view: 'all' } }))
  useActs('View', groups[0]!.actions.map(({ id, label, icon, onSelect }) => ({ id: `view-${id}`, label: `${label}: ${one.name}`, icon, run: onSelect })))
  return (
    <>
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label={`More about ${one.name}`} />} groups={groups} />
      {changing && <Suspense fallback={null}><SaveViewDialog base="all" filter={one.filter} order={one.order} change={one} onDone={() => setChanging(false)} /></Suspense>}
    </>
  )
}
