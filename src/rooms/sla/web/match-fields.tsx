import { Checkbox } from '../../../ui/checkbox.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import type { Written } from './sla.ts'

type Match = Written['match']
const priorities = [{ id: 'urgent', label: 'Urgent' }, { id: 'high', label: 'High' }, { id: 'normal', label: 'Normal' }, { id: 'low', label: 'Low' }] as const
const words = (text: string): string[] => text.split(',').map((one) => one.trim()).filter(Boolean)

/** Which tickets it is for: everything given must hold. */
export function MatchFields({ match, onChange }: { match: Match; onChange: (match: Match) => void }) {
  const { teams } = useDirectory()
  const put = (part: Partial<Match>) => onChange({ ...match, ...part })
  const teamOptions = teams.map((team) => ({ id: team.id, label: team.name }))
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-2 text-ui font-semibold">Which tickets</legend>
      <Field label="Teams" optional help="Any of them; none means every team"><Combobox multiple options={teamOptions} value={teamOptions.filter((one) => match.teamIds.includes(one.id))} onChange={(all) => put({ teamIds: all.map((one) => one.id) })} placeholder="Every team" /></Field>
      <Field label="Priority" optional><Combobox multiple options={priorities} value={priorities.filter((one) => match.priorities.includes(one.id))} onChange={(all) => put({ priorities: all.map((one) => one.id as Match['priorities'][number]) })} placeholder="Any priority" /></Field>
      <Field label="Plans" optional help="Of the customer or their company, with commas between"><TextInput value={match.plans.join(', ')} onChange={(text) => put({ plans: words(text) })} placeholder="Pro, Gold" /></Field>
      <Field label="Tags" optional help="All of them"><TextInput value={match.tags.join(', ')} onChange={(text) => put({ tags: words(text) })} placeholder="vip" /></Field>
      <Checkbox checked={match.critical} onChange={(critical) => put({ critical })}>Only customers marked as critical</Checkbox>
    </fieldset>
  )
}
