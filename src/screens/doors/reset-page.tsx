import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { Door, doorLink } from '../../rooms/people/web/door.tsx'
import { ResetForm } from '../../rooms/people/web/link-forms.tsx'

/** Where a reset link leads. */
export function Page() {
  useTitle('New password')
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const [done, setDone] = useState(false)
  if (done) return <Door title="Your new password is set" lead="You were signed out everywhere else."><Link to="/sign-in" className={doorLink}>Sign in</Link></Door>
  return <Door title="Set a new password" lead="You will be signed out everywhere." foot={<Link to="/forgot" className={doorLink}>Ask for a new link</Link>}><ResetForm token={token} onDone={() => setDone(true)} /></Door>
}
