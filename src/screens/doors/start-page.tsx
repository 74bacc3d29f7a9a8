import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Compass, PencilRuler } from 'lucide-react'
import { useState } from 'react'
import { wordsFor } from '../../core/web/call.ts'
import { useTitle } from '../../core/web/title.ts'
import { DemoPeople, WayIn } from '../../rooms/people/web/demo-doors.tsx'
import { Door, doorLink, Trouble } from '../../rooms/people/web/door.tsx'
import { useSending } from '../../rooms/people/web/form.ts'
import { callPeople } from '../../rooms/people/web/people-call.ts'
import { SetUpForm } from '../../rooms/people/web/set-up-form.tsx'
import { workspaceQuery } from '../../rooms/people/web/workspace.ts'
import { Spinner } from '../../ui/spinner.tsx'

/** The first page of a fresh server: its two doors. */
export function Page() {
  useTitle('Welcome')
  const { token } = useParams({ strict: false }) as { token?: string }
  const { data: workspace, error } = useQuery(workspaceQuery)
  const navigate = useNavigate()
  const goIn = () => void navigate({ href: '/', replace: true })
  if (error) return <Door title="This server does not answer" lead={wordsFor(error)} />
  if (!workspace) return null
  if (workspace.demo && !workspace.ready) return <Door title="The demo is being made" lead="Customers are writing in, teammates are answering. It takes a minute or two; this page goes on by itself."><p role="status" className="flex items-center gap-2 text-ui text-muted"><Spinner />Making tickets, notes and replies</p></Door>
  if (workspace.demo) return <Door title={`Welcome to ${workspace.name}`} lead="A made-up company with real-sounding work. Whom would you like to be?"><DemoPeople workspace={workspace} onIn={goIn} /></Door>
  if (!workspace.empty) return <Door title="Already set up" lead={`${workspace.name} works here.`}><Link to="/sign-in" className={doorLink}>Sign in</Link></Door>
  if (!token) return <Door title="Almost there" lead="This server has no workspace yet. Open the link that it printed when it started: only who can see that may set it up." />
  return <TwoDoors token={token} onIn={goIn} />
}

function TwoDoors({ token, onIn }: { token: string; onIn: () => void }) {
  const [settingUp, setSettingUp] = useState(false)
  const { refetch } = useQuery(workspaceQuery)
  // Filling takes a while, longer than some proxies wait: the page follows how the workspace stands, not only the answer.
  const { busy, error, submit } = useSending(async () => {
    setTimeout(() => void refetch(), 1500)
    await callPeople('POST /workspace/demo', { body: { token } }).catch(async (failure: unknown) => {
      const { data } = await refetch()
      if (!data?.demo) throw failure
    })
    await refetch()
  })
  if (settingUp) return <Door title="Set up your workspace" lead="You become its first admin. Your team comes next."><SetUpForm token={token} onDone={onIn} onBack={() => setSettingUp(false)} /></Door>
  return (
    <Door wide title="Welcome" lead="A support desk where every customer matter always has one person who answers for it." foot="Everything stays on this server. Nothing is sent anywhere until you say so.">
      <div className="grid gap-3 sm:grid-cols-2">
        <WayIn icon={PencilRuler} title="Set up my workspace" onClick={() => setSettingUp(true)}>Name it, sign in as its first admin, invite your team. It takes a minute.</WayIn>
        <WayIn icon={Compass} title="Look around" busy={busy} onClick={submit}>{busy ? 'Making the demo: teams, customers, conversations. This takes a minute or two.' : 'A demo company with teams, customers and conversations to try things on. Leave it any time.'}</WayIn>
      </div>
      {error && <div className="mt-4"><Trouble>{error}</Trouble></div>}
    </Door>
  )
}
