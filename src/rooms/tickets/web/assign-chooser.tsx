import { Users } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { CommandPalette } from '../../../ui/command-palette.tsx'
import type { CommandAction } from '../../../ui/command-list.tsx'
import { agoText } from '../../../ui/time-text.ts'
import { faceOf, useDirectory, useMe, type Teammate } from '../../people/web/directory.ts'
import type { ChooserProps } from './chooser.tsx'
import { assign, give } from './ticket-verbs.ts'

/** Who should own it: people with whether they are here, then the queues of teams. */
export default function AssignChooser({ rows, onDone }: ChooserProps) {
  const me = useMe()
  const { active, teams, teamName } = useDirectory()
  const team = rows[0]!.teamId
  const inTeam = (one: Teammate) => one.teams.some((t) => t.id === team)
  const people = active.filter((one) => one.role !== 'collaborator' && one.id !== me.id && !rows.every((row) => row.ownerId === one.id))
    .sort((a, b) => Number(inTeam(b)) - Number(inTeam(a)) || a.name.localeCompare(b.name))
  const action = (one: Teammate): CommandAction => ({
    id: one.id, label: one.id === me.id ? `${one.name} (you)` : one.name, detail: detailOf(one), sign: <Avatar person={faceOf(one)} size={20} showPresence decorative />,
    words: one.id === me.id ? ['me', 'myself'] : [], run: () => void assign(rows, one),
  })
  const mine = active.find((one) => one.id === me.id)
  return (
    <CommandPalette
      open onOpenChange={(open) => !open && onDone()} placeholder={rows.length === 1 ? `Assign #${rows[0]!.number} to` : `Assign ${rows.length} tickets to`}
      groups={[
        ...(mine && me.role !== 'collaborator' && !rows.every((row) => row.ownerId === me.id) ? [{ label: 'You', actions: [action(mine)] }] : []),
        { label: teamName(team), actions: people.filter(inTeam).map(action) },
        { label: 'Queues', actions: teams.filter((one) => rows.some((row) => row.teamId !== one.id || row.ownerId)).map((one) => ({ id: `team-${one.id}`, label: one.name, detail: 'into the queue, without an owner', icon: Users, words: ['team', 'queue'], run: () => void give(rows, one) })) },
        { label: 'Others', actions: people.filter((one) => !inTeam(one)).map(action) },
      ]}
    />
  )
}

function detailOf(one: Teammate): string {
  const teams = one.teams.map((team) => team.name).join(', ')
  const seen = one.seenAt ? agoText(Date.parse(one.seenAt), Date.now()) : null
  const here = faceOf(one).presence === 'available' ? 'here' : seen ? `seen ${seen === 'now' ? 'just now' : /\d (min|h|d)$/.test(seen) ? `${seen} ago` : seen}` : 'not seen yet'
  return [teams, here].filter(Boolean).join(' · ')
}
