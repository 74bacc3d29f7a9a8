import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { useMe } from '../../rooms/people/web/directory.ts'
import { useActs } from '../../ui/acts.ts'
import { ViewGroup, ViewItem, Views } from '../../ui/frame/views.tsx'
import { atLeast } from './role.ts'
import { settingsPlaces } from './settings-places.ts'

/** The column beside the settings: what is mine, then what is everybody's. */
export function SettingsViews() {
  const { role } = useMe()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const mine = settingsPlaces.filter((one) => atLeast(role, one.least ?? 'collaborator'))
  useActs('Settings', mine.map(({ id, label, icon, to }) => ({ id: `settings-${id}`, label: `Go to ${label}`, icon, run: () => void navigate({ to }) })))
  return (
    <Views title="Settings">
      {(['You', 'Workspace', 'Mail'] as const).map((group) => {
        const items = mine.filter((one) => one.group === group)
        return items.length > 0 && (
          <ViewGroup key={group} label={group}>
            {items.map((one) => <ViewItem key={one.id} icon={one.icon} label={one.label} current={path === one.to} render={<Link to={one.to} />} />)}
          </ViewGroup>
        )
      })}
    </Views>
  )
}
