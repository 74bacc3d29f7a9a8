import { X } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { useDirectory, type Team } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { Line, Lines } from './section.tsx'
import { readStaff } from './staff.ts'

/** Who is in a team and who leads it; every change takes effect at once. */
export function TeamMembers({ team }: { team: Team }) {
  const { active, face } = useDirectory()
  const { error, run } = useSending(async () => undefined)
  const put = (personId: string, lead: boolean) => run(async () => {
    await callPeople('PUT /teams/:id/members/:personId', { params: { id: team.id, personId }, body: { lead } })
    await readStaff()
  })
  const remove = (personId: string) => run(async () => {
    await callPeople('DELETE /teams/:id/members/:personId', { params: { id: team.id, personId } })
    await readStaff()
  })
  const others = active.filter((one) => !team.members.some((member) => member.id === one.id)).map((one) => ({ id: one.id, label: one.name, detail: one.title || one.email, sign: <Avatar person={face(one.id)} size={20} decorative /> }))
  return (
    <section aria-labelledby="team-members" className="flex flex-col gap-3 border-t border-line pt-5">
      <h3 id="team-members" className="text-ui font-semibold">Members</h3>
      <Combobox key={team.members.length} label="Add a teammate" placeholder="Add a teammate" options={others} value={null} onChange={(one) => one && put(one.id, false)} empty="Everybody is in this team" />
      <Trouble>{error}</Trouble>
      <Lines label={`Members of ${team.name}`}>
        {team.members.map((member) => {
          const one = face(member.id)
          return (
            <Line key={member.id} sign={<Avatar person={one} size={24} decorative />} title={one.name}>
              <Switch checked={member.lead} onChange={(lead) => put(member.id, lead)} className="mr-1 items-center! gap-2!"><span className="text-meta text-muted">Leads<span className="sr-only">: {one.name}</span></span></Switch>
              <IconButton icon={X} size="small" label={`Take ${one.name} out of the team`} onClick={() => remove(member.id)} />
            </Line>
          )
        })}
      </Lines>
    </section>
  )
}
