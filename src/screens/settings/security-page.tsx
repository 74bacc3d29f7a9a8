import { useTitle } from '../../core/web/title.ts'
import { EmailSection, PasswordSection } from '../../rooms/people/web/password-section.tsx'
import { SecondFactorSection } from '../../rooms/people/web/second-factor-section.tsx'
import { SessionsSection } from '../../rooms/people/web/sessions-section.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** How I sign in, and where I am signed in. */
export function Page() {
  useTitle('Sign-in and security')
  return <PageBody title="Sign-in and security"><SecondFactorSection /><SessionsSection /><PasswordSection /><EmailSection /></PageBody>
}
