import { useTitle } from '../../core/web/title.ts'
import { PreferencesForm } from '../../rooms/notifications/web/preferences-form.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** How I am told of things. */
export function Page() {
  useTitle('Notifications')
  return <PageBody title="Notifications" lead="How you are told of what concerns you."><PreferencesForm /></PageBody>
}
