import { Avatar } from '../../../ui/avatar.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'
import { useDirectory } from '../../people/web/directory.ts'

/** Somebody of a team. */
export function PersonField({ label, teamId, value, onChange, without, error, help }: { label: string; teamId: string; value: string | null; onChange: (id: string | null) => void; without?: string; error?: string; help?: string }) {
  const { active, face } = useDirectory()
  const options = active.filter((one) => one.kind === 'person' && one.id !== without && one.teams.some((team) => team.id === teamId)).map((one) => ({ id: one.id, label: one.name, sign: <Avatar person={face(one.id)} size={20} showPresence decorative /> }))
  return <Field label={label} error={error} help={help}><Combobox options={options} value={options.find((one) => one.id === value) ?? null} onChange={(one) => onChange(one?.id ?? null)} placeholder="Choose somebody" empty="Nobody of this name is in the team." /></Field>
}
