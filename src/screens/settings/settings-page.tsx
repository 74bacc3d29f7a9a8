import { Link, Navigate } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useTitle } from '../../core/web/title.ts'
import { useMe } from '../../rooms/people/web/directory.ts'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { useFrameWidth } from '../../ui/frame/use-width.ts'
import { atLeast } from './role.ts'
import { settingsPlaces } from './settings-places.ts'

/** Where the settings begin: beside their column the profile, without room for it the list of them all. */
export function Page() {
  useTitle('Settings')
  const width = useFrameWidth()
  const { role } = useMe()
  if (width === 'medium' || width === 'wide') return <Navigate to="/settings/profile" replace />
  return (
    <PageBody title="Settings">
      {(['You', 'Workspace', 'Mail'] as const).map((group) => {
        const places = settingsPlaces.filter((one) => one.group === group && atLeast(role, one.least ?? 'collaborator'))
        return places.length > 0 && (
          <section key={group} aria-label={group} className="mb-6">
            <h2 className="mb-1 text-meta font-medium text-muted">{group}</h2>
            <ul className="divide-y divide-line border-y border-line">
              {places.map((one) => (
                <li key={one.id}>
                  <Link to={one.to} className="flex h-12 items-center gap-3 text-message">
                    <one.icon aria-hidden size={17} strokeWidth={1.75} className="text-muted" /><span className="flex-1">{one.label}</span><ChevronRight aria-hidden size={16} className="text-muted" />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </PageBody>
  )
}
