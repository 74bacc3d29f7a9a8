import { useTitle } from '../../core/web/title.ts'
import { ProfileForm } from '../../rooms/people/web/profile-form.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** My profile. */
export function Page() {
  useTitle('Profile')
  return <PageBody title="Profile"><ProfileForm /></PageBody>
}
