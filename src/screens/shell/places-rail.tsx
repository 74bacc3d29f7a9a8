import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { CircleDot, Command, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { lazy, Suspense, use, useState } from 'react'
import { room, wordsFor } from '../../core/web/call.ts'
import type { people } from '../../rooms/people/contract.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { availabilityText, sayAvailability, stateWords, useAvailability, type Said, type State } from '../../rooms/shifts/web/availability.ts'
import { useOwnStates } from '../../rooms/shifts/web/own-states.ts'
import { Bell, useBellItem } from '../../rooms/notifications/web/bell.tsx'
import { useActs } from '../../ui/acts.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { BottomBar, Rail, RailItem } from '../../ui/frame/rail.tsx'
import { Menu } from '../../ui/menu.tsx'
import { chooseTheme, chosenTheme, type Theme } from '../../ui/theme.ts'
import { ReaderContext } from '../../ui/time.tsx'
import { toasts } from '../../ui/toast-store.ts'
import { places, type Place } from './places.ts'
import { useShell } from './shell-state.ts'

const call = room<typeof people>()

const isAt = (place: Place, path: string) => path === place.to || path.startsWith(`${place.to}/`)

/** The rail at the left: places, then who is signed in. */
export function PlacesRail() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const item = (place: Place) => <RailItem key={place.id} icon={place.icon} label={place.label} shortcut={place.keys} current={isAt(place, path)} render={<Link to={place.to} preload="intent" />} />
  return (
    <Rail
      head={<Link to="/" aria-label="Baton" tabIndex={-1} className="mb-1 grid size-9 place-items-center"><img src="/mark.svg" alt="" className="size-6" /></Link>}
      foot={<><Bell />{places.filter((one) => one.rail === 'foot').map(item)}<AccountMenu /></>}
    >
      {places.filter((one) => one.rail === 'top').map(item)}
    </Rail>
  )
}

/** The same within reach of a thumb. */
export function PlacesBar() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { openPalette } = useShell()
  const bell = useBellItem()
  const items = places.filter((one) => one.phone).map((place) => ({ id: place.id, icon: place.icon, label: place.label, current: isAt(place, path), render: <Link to={place.to} /> }))
  return <BottomBar items={[...items, bell, { id: 'commands', icon: Command, label: 'Do', onClick: openPalette }]} />
}

const AvailabilityDialog = lazy(() => import('../../rooms/shifts/web/availability-dialog.tsx'))
const ReadyDialog = lazy(() => import('../../rooms/shifts/web/ready-dialog.tsx'))
const quick: readonly State[] = ['available', 'focusing', 'in-a-meeting', 'on-a-break', 'offline']
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const be = (personId: string, said: Said) => void sayAvailability(personId, true, said).catch((error: unknown) => toasts.show({ text: wordsFor(error), tone: 'bad' }))

/** What one may be by one press: the most usual of the product's states, then the workspace's own. */
function useQuickStates(personId: string) {
  const said = useAvailability(personId)
  const now = said?.stateId ?? said?.state ?? 'available'
  return [
    ...quick.map((id) => ({ id: id as string, label: capital(stateWords[id]), act: `Be ${stateWords[id]}`, checked: id === now, run: () => be(personId, { state: id }) })),
    ...useOwnStates().map(({ id, name }) => ({ id, label: name, act: `Set “${name}”`, checked: id === now, run: () => be(personId, { stateId: id }) })),
  ]
}

const themes: { id: Theme; label: string; icon: typeof Sun }[] = [{ id: 'system', label: 'Theme of the system', icon: Monitor }, { id: 'light', label: 'Light', icon: Sun }, { id: 'dark', label: 'Dark', icon: Moon }]

function AccountMenu() {
  const me = useMe()
  const navigate = useNavigate()
  const { face } = useDirectory()
  const reader = use(ReaderContext)
  const said = useAvailability(me.id)
  const [saying, setSaying] = useState(false)
  const [checking, setChecking] = useState(false)
  const [theme, setTheme] = useState(chosenTheme)
  const choose = (next: Theme) => { chooseTheme(next); setTheme(next) }
  const leave = async () => {
    await call('POST /sign-out')
    location.assign('/sign-in')
  }
  const states = useQuickStates(me.id)
  useActs('You', [
    { id: 'availability', label: 'Set your availability', icon: CircleDot, keys: '⇧a', words: ['away', 'leave', 'break', 'meeting', 'status'], run: () => setSaying(true) },
    ...states.filter((one) => !one.checked).map((one) => ({ id: `be-${one.id}`, label: one.act, icon: CircleDot, words: ['status', 'be'], run: one.run })),
    ...themes.filter((one) => one.id !== theme).map((one) => ({ id: `theme-${one.id}`, label: `Use ${one.id === 'system' ? 'the theme of the system' : `the ${one.id} theme`}`, icon: one.icon, words: ['theme', 'appearance'], run: () => choose(one.id) })),
    { id: 'ready-check', label: 'Check whether this workplace is ready', icon: CircleDot, words: ['microphone', 'speaker', 'notifications', 'connection', 'clock'], run: () => setChecking(true) },
    { id: 'sign-out', label: 'Sign out', icon: LogOut, run: () => void leave() },
  ])
  return (
    <>
    <Menu
      side="right" align="end"
      trigger={<button type="button" className="relative grid size-9 place-items-center rounded-md hover:bg-hover data-[popup-open]:bg-pressed"><Avatar person={face(me.id)} size={24} showPresence decorative /><span className="sr-only">{me.name}: availability, profile, theme, sign out</span></button>}
      head={<p className="px-2 pt-1.5 pb-1 text-ui"><span className="block truncate font-medium">{me.name}</span><span className="block truncate text-meta text-muted">{said ? capital(availabilityText(said, Date.now(), reader)) : me.email}</span></p>}
      groups={[
        { label: 'You are', actions: [...states.map(({ id, label, checked, run }) => ({ id, label, checked, onSelect: run })), { id: 'more', label: 'Until when, who stands in …', shortcut: '⇧a', onSelect: () => setSaying(true) }] },
        { label: 'Theme', actions: themes.map((one) => ({ id: one.id, label: one.label, icon: one.icon, checked: theme === one.id, onSelect: () => choose(one.id) })) },
        { actions: [{ id: 'ready', label: 'Ready check', onSelect: () => setChecking(true) }, { id: 'settings', label: 'Profile and settings', onSelect: () => void navigate({ to: '/settings' }) }, { id: 'out', label: 'Sign out', icon: LogOut, onSelect: () => void leave() }] },
      ]}
    />
    {checking && <Suspense fallback={null}><ReadyDialog onDone={() => setChecking(false)} /></Suspense>}
    {saying && <Suspense fallback={null}><AvailabilityDialog personId={me.id} onDone={() => setSaying(false)} /></Suspense>}
    </>
  )
}
