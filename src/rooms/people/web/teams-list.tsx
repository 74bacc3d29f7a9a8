import { Lock } from 'lucide-react'
import { AvatarStack } from '../../../ui/avatar-stack.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { useDirectory, useMe, type Team } from './directory.ts'
import { Line, Lines } from './section.tsx'

/** All teams with who is in them; those one runs can be opened. */
export function TeamsList({ onOpen }: { onOpen: (id: string) => void }) {
  const { teams } = useDirectory()
  return <Lines label="Teams">{teams.map((team) => <TeamLine key={team.id} team={team} onOpen={() => onOpen(team.id)} />)}</Lines>
}

function TeamLine({ team, onOpen }: { team: Team; onOpen: () => void }) {
  const me = useMe()
  const { face } = useDirectory()
  const runs = me.role === 'admin' || (me.role === 'lead' && team.members.some((one) => one.id === me.id && one.lead))
  const leads = team.members.filter((one) => one.lead).map((one) => face(one.id).name)
  const count = `${team.members.length} ${team.members.length === 1 ? 'member' : 'members'}`
  return (
    <Line
      sign={<span aria-hidden className="grid h-8 min-w-8 shrink-0 place-items-center rounded-md bg-n-4 px-1.5 text-meta font-semibold text-soft-ink">{team.sign}</span>}
      title={<>{team.name}{team.visibility === 'closed' && <Badge icon={Lock}>Closed</Badge>}</>}
      detail={leads.length ? `${count} · led by ${new Intl.ListFormat('en').format(leads)}` : `${count} · nobody leads it`}
    >
      <span className="mr-2 max-sm:hidden"><AvatarStack label={`Members of ${team.name}`} people={team.members.map((one) => face(one.id))} /></span>
      {runs && <Button size="small" onClick={onOpen} aria-label={`Change the team ${team.name}`}>Change</Button>}
    </Line>
  )
}
