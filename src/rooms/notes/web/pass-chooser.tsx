import { Users } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { CommandPalette } from '../../../ui/command-palette.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { pass, type Ask } from './asks.ts'

/** Whom to pass a question or a request on to: teammates with how they are, then teams. */
export default function PassChooser({ one, onDone }: { one: Ask; onDone: () => void }) {
  const me = useMe()
  const { active, teams, face } = useDirectory()
  const people = active.filter((other) => other.id !== one.personId && other.id !== one.askedById)
  const away = (id: string) => face(id).presence === 'away'
  return (
    <CommandPalette
      open onOpenChange={(open) => !open && onDone()} placeholder={`Pass this ${one.kind === 'question' ? 'question' : 'request'} on to`}
      groups={[
        { label: 'Teammates', actions: people.sort((a, b) => Number(away(a.id)) - Number(away(b.id)) || a.name.localeCompare(b.name)).map((other) => ({
          id: other.id, label: other.id === me.id ? `${other.name} (you)` : other.name, detail: [other.title, face(other.id).status].filter(Boolean).join(' · '), sign: <Avatar person={face(other.id)} size={20} showPresence decorative />, run: () => void pass(one, { kind: 'person', id: other.id }, other.name),
        })) },
        { label: 'Teams', actions: teams.filter((team) => one.personId !== null || team.id !== one.teamId).map((team) => ({ id: `team-${team.id}`, label: team.name, detail: 'the first to take it has it', icon: Users, run: () => void pass(one, { kind: 'team', id: team.id }, team.name) })) },
      ]}
    />
  )
}
