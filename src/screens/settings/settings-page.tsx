import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useTitle } from '../../core/web/title.ts'
import { useMe } from '../../rooms/people/web/directory.ts'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { atLeast } from './role.ts'
import { settingsPlaces } from './settings-places.ts'

/** Where the settings begin: every page of them, as there is no room for the column beside them on a phone. */
export function Page() {
  useTitle('Settings')
  const { role } = useMe()
  const mine = settingsPlaces.filter((one) => atLeast(role, one.least ?? 'collaborator'))
  return (
    <PageBody title="Settings" lead="What is yours, and what everybody here shares." width={560}>
      {(['You', 'Workspace', 'Mail'] as const).map((group) => {
        const items = mine.filter((one) => one.group === group)
        return items.length > 0 && (
          <section key={group} aria-label={group} className="mb-7">
            <h2 className="mb-1 text-meta font-medium text-muted">{group}</h2>
            <ul className="flex flex-col divide-y divide-line border-y border-line">
              {items.map(({ id, icon: Icon, label, to }) => (
                <li key={id}>
                  <Link to={to} className="flex h-11 items-center gap-3 px-1 text-ui text-ink hover:bg-hover">
                    <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
                    <span className="min-w-0 flex-1 truncate">{label}</span>
                    <ChevronRight aria-hidden size={15} className="text-muted" />
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
