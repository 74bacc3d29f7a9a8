import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { shortWords } from '../rules.ts'
import { askedQuery, reasonsQuery, type CloseReason } from './closings.ts'
import { ask, dropOwn, makeOwn, moveBy, remove, setActive } from './reason-verbs.ts'

const ReasonDialog = lazy(() => import('./reason-dialog.tsx'))

/** Whether tickets are closed for reasons, and for which: of the workspace (`teamId` null) or of one team. */
export function ReasonList({ teamId }: { teamId: string | null }) {
  const asks = useQuery(askedQuery(teamId))
  const workspace = useQuery(askedQuery(null)).data
  const list = useQuery(reasonsQuery(teamId))
  const failed = (asks.error && !asks.data ? asks.error : null) ?? (list.error && !list.data ? list.error : null)
  if (failed) return <ErrorState what={wordsFor(failed)} onRetry={() => { void asks.refetch(); void list.refetch() }} />
  if (!asks.data || !list.data || !workspace) return <SkeletonRows rows={6} label="Loading the reasons" />
  const { asked, own } = asks.data
  return (
    <>
      <Section title="Closing" help="What nobody may skip stays: a ticket with an open escalation is never closed.">
        <Switch checked={asked} onChange={(next) => void ask(teamId, next)} help={<Ruled teamId={teamId} own={own.includes('asked')} workspace={workspace.asked ? 'reasons' : 'no reasons'} onLetGo={() => void ask(teamId, null)} />}>Tickets are closed for a reason, by its rules</Switch>
      </Section>
      <Section title="Reasons" help={teamId && !list.data.own ? 'This team goes by the list of the workspace.' : 'In this order when somebody closes a ticket, the first nine by their numbers. Tickets that were closed keep the name a reason had.'}>
        <Reasons teamId={teamId} items={list.data.items} own={list.data.own} />
      </Section>
    </>
  )
}

function Reasons({ teamId, items, own }: { teamId: string | null; items: readonly CloseReason[]; own: boolean }) {
  const [open, setOpen] = useState<CloseReason | 'new' | null>(null)
  return (
    <>
      <ol className="mb-3 divide-y divide-line border-y border-line">
        {items.map((one, at) => (
          <li key={one.id} className="flex items-start gap-3 py-2.5 text-ui">
            <span className="w-4 shrink-0 text-right text-muted tabular-nums">{at + 1}</span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2"><span className={one.active ? 'font-medium' : 'text-muted'}>{one.name}</span>{!one.active && <Badge>Not offered</Badge>}{one.used > 0 && <span className="text-meta text-muted tabular-nums">{one.used === 1 ? 'once' : `${one.used} times`} in 30 days</span>}</p>
              <p className="mt-0.5 text-meta text-pretty text-muted">{shortWords(one)}</p>
            </div>
            {own && (
              <span className="flex shrink-0 items-center">
                <IconButton icon={ArrowUp} size="small" label={`Move ${one.name} up`} disabledReason={at === 0 && 'It is the first'} onClick={() => moveBy(teamId, items, one.id, -1)} />
                <IconButton icon={ArrowDown} size="small" label={`Move ${one.name} down`} disabledReason={at === items.length - 1 && 'It is the last'} onClick={() => moveBy(teamId, items, one.id, 1)} />
                <IconButton icon={Pencil} size="small" label={`Change ${one.name}`} onClick={() => setOpen(one)} className="max-sm:hidden" />
                <Menu align="end" trigger={<IconButton icon={Ellipsis} size="small" label={`More for ${one.name}`} />} groups={[{ actions: [
                  { id: 'change', label: 'Change', icon: Pencil, onSelect: () => setOpen(one) },
                  { id: 'offer', label: one.active ? 'Offer it no longer' : 'Offer it again', onSelect: () => void setActive(one, !one.active) },
                  { id: 'remove', label: 'Remove', icon: Trash2, onSelect: () => void remove(one) },
                ] }]} />
              </span>
            )}
          </li>
        ))}
      </ol>
      <span className="flex flex-wrap gap-2">
        {own && <Button icon={Plus} onClick={() => setOpen('new')}>New reason</Button>}
        {teamId && (own ? <Button variant="ghost" onClick={() => void dropOwn(teamId)}>Use the workspace’s list</Button> : <Button onClick={() => void makeOwn(teamId)}>Give this team a list of its own</Button>)}
      </span>
      {open && <Suspense fallback={null}><ReasonDialog one={open === 'new' ? null : open} teamId={teamId} onDone={() => setOpen(null)} /></Suspense>}
    </>
  )
}
