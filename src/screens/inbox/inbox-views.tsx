import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { PencilLine, Sun } from 'lucide-react'
import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { savedViewActs } from '../../rooms/tickets/web/saved-view-acts.ts'
import { countsQuery, draftsQuery, savedViewsQuery } from '../../rooms/tickets/web/ticket-queries.ts'
import type { SavedView } from '../../rooms/tickets/web/tickets-call.ts'
import { savedIcon, standardViews, teamIcon, viewName } from '../../rooms/tickets/web/view-names.ts'
import { useActs } from '../../ui/acts.ts'
import { ViewGroup, ViewItem, Views } from '../../ui/frame/views.tsx'
import { ContextMenu } from '../../ui/menu.tsx'
import { useDayCounts } from '../my-day/day-count.ts'
import { rememberInboxView } from '../shell/last-view.ts'

const SaveViewDialog = lazy(() => import('../../rooms/tickets/web/save-view-dialog.tsx'))

/** The column of views: what is mine, what my teams have, what was kept under a name; with how many there are. */
export function InboxViews() {
  const me = useMe()
  const navigate = useNavigate()
  const { view: current } = useParams({ strict: false })
  const { teams, teamName } = useDirectory()
  const counts = useQuery(countsQuery).data
  const path = useRouterState({ select: (state) => state.location.pathname })
  const wanted = useDayCounts()
  const saved = useQuery(savedViewsQuery).data ?? []
  const drafts = useQuery(draftsQuery).data?.length ?? 0
  const [changing, setChanging] = useState<SavedView | null>(null)
  useEffect(() => { if (current && current !== 'drafts') rememberInboxView(current) }, [current])
  const mine = new Set(me.teams.map((one) => one.id))
  const seen = teams.filter((team) => counts?.teams[team.id] || mine.has(team.id)).sort((a, b) => Number(mine.has(b.id)) - Number(mine.has(a.id)) || a.name.localeCompare(b.name))
  const link = (view: string): ReactElement<Record<string, unknown>> => <Link to="/inbox/$view" params={{ view }} preload={false} />
  useActs('Views', [
    ...standardViews.map((one) => ({ id: `view-${one.view}`, label: `Show ${one.label}`, icon: one.icon, keys: one.keys, run: () => void navigate({ to: '/inbox/$view', params: { view: one.view } }) })),
    { id: 'view-drafts', label: 'Show Drafts', icon: PencilLine, keys: 'g d', run: () => void navigate({ to: '/inbox/$view', params: { view: 'drafts' } }) },
    ...seen.map((team) => ({ id: `view-team-${team.id}`, label: `Show ${team.name}`, icon: teamIcon, words: ['team'], run: () => void navigate({ to: '/inbox/$view', params: { view: `team:${team.id}` } }) })),
    ...saved.map((one) => ({ id: `view-saved-${one.id}`, label: `Show ${one.name}`, icon: savedIcon, words: ['view'], run: () => void navigate({ to: '/inbox/$view', params: { view: `saved:${one.id}` } }) })),
  ])
  return (
    <Views title="Inbox">
      <ViewGroup>
        <ViewItem icon={Sun} label="My day" count={wanted.reduce((sum, one) => sum + one.count, 0)} tone="strong" current={path === '/my-day'} render={<Link to="/my-day" preload={false} />} />
        {wanted.filter((one) => one.count > 0).map((one) => <ViewItem key={one.id} icon={one.icon} label={one.label} count={one.count} render={<Link to="/my-day" hash={one.id} preload={false} />} />)}
        {standardViews.map((one) => <ViewItem key={one.view} icon={one.icon} label={one.label} count={counts && one.count(counts)} tone={one.view === 'mine' ? 'own' : 'plain'} current={current === one.view} render={link(one.view)} />)}
        {(drafts > 0 || current === 'drafts') && <ViewItem icon={PencilLine} label="Drafts" count={drafts} current={current === 'drafts'} render={link('drafts')} />}
      </ViewGroup>
      {seen.length > 0 && (
        <ViewGroup label="Teams">
          {seen.map((team) => <ViewItem key={team.id} icon={teamIcon} label={team.name} count={counts?.teams[team.id]?.open} current={current === `team:${team.id}`} render={link(`team:${team.id}`)} />)}
        </ViewGroup>
      )}
      {saved.length > 0 && (
        <ViewGroup label="Views">
          {saved.map((one) => (
            <SavedViewItem key={one.id} one={one} onChange={() => setChanging(one)} onGone={() => { if (current === `saved:${one.id}`) void navigate({ to: '/inbox/$view', params: { view: 'all' } }) }}>
              <ViewItem icon={savedIcon} label={viewName(`saved:${one.id}`, teamName, saved)} current={current === `saved:${one.id}`} render={link(`saved:${one.id}`)} />
            </SavedViewItem>
          ))}
        </ViewGroup>
      )}
      {changing && <Suspense fallback={null}><SaveViewDialog base="all" filter={changing.filter} order={changing.order} change={changing} onDone={() => setChanging(null)} /></Suspense>}
    </Views>
  )
}

function SavedViewItem({ one, onChange, onGone, children }: { one: SavedView; onChange: () => void; onGone: () => void; children: ReactElement }) {
  if (!one.may.change) return children
  return <ContextMenu groups={savedViewActs(one, onChange, onGone)}><div>{children}</div></ContextMenu>
}
