import { ArrowRightToLine, SquarePen } from 'lucide-react'
import { Outlet, useMatches, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useSession } from '../../core/web/session.ts'
import { meQuery, useMe } from '../../rooms/people/web/directory.ts'
import { HandoffDialogs } from '../../rooms/handoffs/web/handoff-dialogs.tsx'
import { ClosingDialogs } from '../../rooms/closings/web/closing-dialogs.tsx'
import { LookDialogs } from '../../rooms/looks/web/look-dialogs.tsx'
import { EscalationDialogs } from '../../rooms/escalations/web/escalation-dialogs.tsx'
import { ApprovalDialogs } from '../../rooms/approvals/web/approval-dialogs.tsx'
import { Announcer } from '../../rooms/notifications/web/announcer.tsx'
import { openNewTicket, useOpening } from '../../rooms/tickets/web/new-ticket-state.ts'
import { useActs } from '../../ui/acts.ts'
import { preloadCommandPalette } from '../../ui/command-palette.tsx'
import { AppFrame } from '../../ui/frame/app-frame.tsx'
import { ShortcutSheet } from '../../ui/shortcut-sheet.tsx'
import { ReaderContext } from '../../ui/time.tsx'
import { toasts } from '../../ui/toast-store.ts'
import { useKeysRest } from '../../ui/use-keys-rest.ts'
import { useLater } from '../../ui/use-later.ts'
import { useQuery } from '@tanstack/react-query'
import { InboxViews } from '../inbox/inbox-views.tsx'
import { SettingsViews } from '../settings/settings-views.tsx'
import { LiveBar } from './live-bar.tsx'
import { Palette } from './palette.tsx'
import { PlacesBar, PlacesRail } from './places-rail.tsx'
import { places } from './places.ts'
import { useShell } from './shell-state.ts'

const LiveCallBar = lazy(() => import('../../rooms/channels/phone/web/live-call-bar.tsx'))
const QueueGuard = lazy(() => import('../../rooms/queues/web/queue-guard.tsx'))
const NewTicket = lazy(() => import('./new-ticket.tsx'))
const SignInAgain = lazy(() => import('./sign-in-again.tsx'))

/** What stands around every page of a signed-in person: rail, views, keys, palette, the bar of a lost line. */
export function Shell() {
  return useQuery(meQuery).data ? <Standing /> : null
}

function Standing() {
  const me = useMe()
  const asksToSignIn = useKeysRest(useSession().state === 'expired')
  const shell = useShell()
  const opening = useOpening()
  const [keys, setKeys] = useState(false)
  const later = useLater()
  const navigate = useNavigate()
  const reader = useMemo(() => ({ zone: me.zone }), [me.zone])
  const views = useMatches({ select: (matches) => matches.map((match) => match.staticData.views).findLast(Boolean) })
  useNewPage()
  useEffect(() => { const soon = setTimeout(preloadCommandPalette, 900); return () => clearTimeout(soon) }, [])
  useActs('Go', places.map(({ id, label, icon, to, keys: by, words }) => ({ id, label: `Go to ${label}`, icon, keys: by, words, run: () => void navigate({ to }) })))
  useActs('Everywhere', [
    { id: 'palette', label: 'Commands', keys: '⌘k', keyOnly: true, run: () => shell.openPalette() },
    { id: 'search', label: 'Search', keys: '/', keyOnly: true, run: () => shell.openPalette() },
    ...(me.role === 'collaborator' ? [] : [{ id: 'new-ticket', label: 'New ticket', icon: SquarePen, keys: '⇧n', words: ['open', 'create', 'compose', 'write'], run: () => openNewTicket() }]),
    ...(me.role === 'collaborator' ? [] : [{ id: 'take-next', label: 'Take next', icon: ArrowRightToLine, keys: 't', words: ['queue', 'claim', 'ticket', 'work'], run: () => void import('../../rooms/queues/web/claim-verbs.ts').then((m) => m.takeNext((number) => void navigate({ to: '/tickets/$number', params: { number: String(number) } }))) }]),
    { id: 'keys', label: 'Show keys', keys: '?', run: () => setKeys(true) },
    { id: 'undo', label: 'Undo the last act', keys: 'z', run: () => { if (!toasts.undoLatest()) toasts.show({ text: 'There is nothing to undo', id: 'nothing-to-undo', seconds: 2 }) } },
  ])
  return (
    <ReaderContext value={reader}>
      <AppFrame
        rail={<PlacesRail />} bottomBar={<PlacesBar />} banner={<><LiveBar /><Suspense fallback={null}><LiveCallBar /></Suspense></>}
        views={views === 'inbox' ? <InboxViews /> : views === 'settings' ? <SettingsViews /> : undefined}
        viewsOpen={shell.viewsOpen} onViewsOpenChange={shell.setViewsOpen}
      >
        <Outlet />
      </AppFrame>
      <Announcer />
      <ApprovalDialogs />
      <HandoffDialogs />
      <EscalationDialogs />
      <ClosingDialogs />
      <LookDialogs />
      {later && <Suspense fallback={null}><QueueGuard /></Suspense>}
      <Palette open={shell.paletteOpen} onOpenChange={shell.setPaletteOpen} />
      <ShortcutSheet open={keys} onOpenChange={setKeys} />
      {opening && <Suspense fallback={null}><NewTicket whom={opening.whom} /></Suspense>}
      {asksToSignIn && <Suspense fallback={null}><SignInAgain email={me.email} name={me.name} /></Suspense>}
    </ReaderContext>
  )
}

/** A new page closes the drawer of views. */
function useNewPage() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { setViewsOpen } = useShell()
  useEffect(() => setViewsOpen(false), [path, setViewsOpen])
}
