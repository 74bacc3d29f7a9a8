import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { Command, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { room } from '../../core/web/call.ts'
import type { people } from '../../rooms/people/contract.ts'
import { faceOf, useMe } from '../../rooms/people/web/directory.ts'
import { Bell, useBellItem } from '../../rooms/notifications/web/bell.tsx'
import { useActs } from '../../ui/acts.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { BottomBar, Rail, RailItem } from '../../ui/frame/rail.tsx'
import { Menu } from '../../ui/menu.tsx'
import { chooseTheme, chosenTheme, type Theme } from '../../ui/theme.ts'
import { places, type Place } from './places.ts'
import { useShell } from './shell-state.ts'

const call = room<typeof people>()

const isAt = (place: Place, path: string) => (place.id === 'inbox' ? path === '/' || path.startsWith('/inbox') : path === place.to || path.startsWith(`${place.to}/`))

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

const themes: { id: Theme; label: string; icon: typeof Sun }[] = [{ id: 'system', label: 'Theme of the system', icon: Monitor }, { id: 'light', label: 'Light', icon: Sun }, { id: 'dark', label: 'Dark', icon: Moon }]

function AccountMenu() {
  const me = useMe()
  const navigate = useNavigate()
  const [theme, setTheme] = useState(chosenTheme)
  const choose = (next: Theme) => { chooseTheme(next); setTheme(next) }
  const leave = async () => {
    await call('POST /sign-out')
    location.assign('/sign-in')
  }
  useActs('You', [
    ...themes.filter((one) => one.id !== theme).map((one) => ({ id: `theme-${one.id}`, label: `Use ${one.id === 'system' ? 'the theme of the system' : `the ${one.id} theme`}`, icon: one.icon, words: ['theme', 'appearance'], run: () => choose(one.id) })),
    { id: 'sign-out', label: 'Sign out', icon: LogOut, run: () => void leave() },
  ])
  return (
    <Menu
      side="right" align="end"
      trigger={<button type="button" className="relative grid size-9 place-items-center rounded-md hover:bg-hover data-[popup-open]:bg-pressed"><Avatar person={faceOf(me)} size={24} decorative /><span className="sr-only">{me.name}: profile, theme, sign out</span></button>}
      head={<p className="px-2 pt-1.5 pb-1 text-ui"><span className="block truncate font-medium">{me.name}</span><span className="block truncate text-meta text-muted">{me.email}</span></p>}
      groups={[
        { label: 'Theme', actions: themes.map((one) => ({ id: one.id, label: one.label, icon: one.icon, checked: theme === one.id, onSelect: () => choose(one.id) })) },
        { actions: [{ id: 'settings', label: 'Profile and settings', onSelect: () => void navigate({ to: '/settings' }) }, { id: 'out', label: 'Sign out', icon: LogOut, onSelect: () => void leave() }] },
      ]}
    />
  )
}
