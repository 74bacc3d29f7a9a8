import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { wordsFor } from '../../core/web/call.ts'
import { useTitle } from '../../core/web/title.ts'
import { Door } from '../../rooms/people/web/door.tsx'
import { JoinForm } from '../../rooms/people/web/link-forms.tsx'
import { callPeople } from '../../rooms/people/web/people-call.ts'

/** Where an invitation leads. */
export function Page() {
  useTitle('Join')
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const navigate = useNavigate()
  const { data: seen, error } = useQuery({ queryKey: ['people', 'join', token], queryFn: () => callPeople('POST /invitations/look', { body: { token } }, { quiet: true }) })
  if (error) return <Door title="This invitation does not work" lead={wordsFor(error)} foot="Whoever invited you can send it again from the people page." />
  if (!seen) return null
  const teams = seen.teams.length > 0 && ` in ${new Intl.ListFormat('en').format(seen.teams)}`
  return (
    <Door title={`Join ${seen.workspace}`} lead={<>{seen.by} invites you as {seen.role === 'admin' || seen.role === 'agent' ? 'an' : 'a'} {seen.role}{teams}. You sign in with <span className="break-words text-ink">{seen.email}</span>.</>}>
      <JoinForm token={token} email={seen.email} onIn={() => void navigate({ href: '/', replace: true })} />
    </Door>
  )
}
