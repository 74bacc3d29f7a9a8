import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { safeNext } from '../../rooms/people/rules.ts'
import { DemoPeople } from '../../rooms/people/web/demo-doors.tsx'
import { Door, doorLink } from '../../rooms/people/web/door.tsx'
import { CodeForm, SignInForm } from '../../rooms/people/web/sign-in-form.tsx'
import { workspaceQuery } from '../../rooms/people/web/workspace.ts'

/** Sign in, then on to where one was going. */
export function Page() {
  useTitle('Sign in')
  const navigate = useNavigate()
  const { data: workspace } = useQuery(workspaceQuery)
  const [token, setToken] = useState<string | null>(null)
  const [byPassword, setByPassword] = useState(false)
  const next = safeNext(new URLSearchParams(location.search).get('next') ?? '/')
  const goIn = () => void navigate({ href: next, replace: true })
  if (!workspace) return null
  if (workspace.empty) return <Door title="Nothing here yet" lead="This server has no workspace. Open the link that it printed when it started." />
  if (token) return <Door title="One more step" lead="Show that it is you."><CodeForm token={token} onIn={goIn} onAgain={() => setToken(null)} /></Door>
  const form = <SignInForm onIn={goIn} onSecond={setToken} forgot={<Link to="/forgot" className={doorLink}>Forgot your password?</Link>} />
  if (workspace.demo && !byPassword) {
    const other = <button type="button" onClick={() => setByPassword(true)} className={doorLink}>Sign in with a password</button>
    return <Door title={`Welcome to ${workspace.name}`} lead="This is the demo. Whom would you like to be?" foot={other}><DemoPeople workspace={workspace} onIn={goIn} /></Door>
  }
  return <Door title={`Sign in to ${workspace.name}`}>{form}</Door>
}
