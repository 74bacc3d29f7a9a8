import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { useMe } from '../../rooms/people/web/directory.ts'
import { NewTeamDialog, TeamDialog } from '../../rooms/people/web/team-dialogs.tsx'
import { TeamsList } from '../../rooms/people/web/teams-list.tsx'
import { Button } from '../../ui/button.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** The teams, each with its queue, its members and who leads it. */
export function Page() {
  useTitle('Teams')
  const { role } = useMe()
  const [making, setMaking] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  return (
    <PageBody title="Teams" lead="Each team has its own queue. Its leads decide who is in it." actions={role === 'admin' && <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>Make team</Button>}>
      <TeamsList onOpen={setOpen} />
      {making && <NewTeamDialog onClose={() => setMaking(false)} onMade={(id) => { setMaking(false); setOpen(id) }} />}
      {open && <TeamDialog id={open} onClose={() => setOpen(null)} />}
    </PageBody>
  )
}
