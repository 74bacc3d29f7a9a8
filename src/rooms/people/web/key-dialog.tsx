import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import type { Option } from '../../../ui/option.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { keysQuery } from './account.ts'
import { useDirectory, useMe } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { SecretOnce } from './secret-once.tsx'
import { roleOptions, type RoleId } from './staff.ts'

const kinds = [{ id: 'personal', label: 'Mine', detail: 'Acts as you' }, { id: 'service', label: 'A service', detail: 'An actor of its own, with a role and teams' }] as const

/** A new key: as whom, what it may do; then its secret, once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const [kind, setKind] = useState<'personal' | 'service'>('personal')
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly string[]>([])
  const [role, setRole] = useState<RoleId>('agent')
  const [teams, setTeams] = useState<readonly Option[]>([])
  const [secret, setSecret] = useState<string | null>(null)
  const { busy, error, fields, submit } = useSending(async () => {
    const shared = { name, scopes: [...scopes] }
    const made = await callPeople('POST /keys', { body: kind === 'personal' ? { kind, ...shared } : { kind, ...shared, role, teams: teams.map((one) => one.id) } })
    setSecret(made.secret)
    await cache.invalidateQueries({ queryKey: keysQuery.queryKey })
  })
  if (secret) return <Dialog open onOpenChange={onClose} width="small" title="Keep this key" description="It is shown this once. Whoever has it may do what you allowed." footer={<Button variant="primary" onClick={onClose}>I kept it</Button>}><SecretOnce text={secret} label="API key" /></Dialog>
  return (
    <Dialog open onOpenChange={onClose} title="Make an API key">
      <form onSubmit={submit} className="flex flex-col gap-5">
        <Field label="Name" help="What it is for, such as “Nightly export”." error={fields['name']}><TextInput value={name} onChange={setName} required /></Field>
        {me.may.managePeople && <RadioGroup label="As whom it acts" options={kinds} value={kind} onChange={setKind} />}
        {kind === 'service' && <ServiceFields role={role} onRole={setRole} teams={teams} onTeams={setTeams} />}
        <Scopes chosen={scopes} onChange={setScopes} error={fields['scopes']} />
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} disabledReason={!scopes.length && 'Choose at least one thing it may do'} className="self-end">Make key</Button>
      </form>
    </Dialog>
  )
}

function ServiceFields({ role, onRole, teams, onTeams }: { role: RoleId; onRole: (role: RoleId) => void; teams: readonly Option[]; onTeams: (teams: readonly Option[]) => void }) {
  const options = useDirectory().teams.map((team) => ({ id: team.id, label: team.name }))
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Role"><Select options={roleOptions} value={role} onChange={onRole} /></Field>
      <Field label="Teams" optional><Combobox multiple options={options} value={teams} onChange={onTeams} placeholder="Add a team" /></Field>
    </div>
  )
}

function Scopes({ chosen, onChange, error }: { chosen: readonly string[]; onChange: (scopes: readonly string[]) => void; error?: string }) {
  const { data } = useQuery(keysQuery)
  const rooms = [...new Set((data?.scopes ?? []).map((one) => one.split(':')[0]!))]
  const turn = (scope: string, on: boolean) => onChange(on ? [...chosen, scope] : chosen.filter((one) => one !== scope))
  return (
    <fieldset>
      <legend className="text-ui font-medium">What it may do</legend>
      <div className="mt-2 grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-6 gap-y-1.5 text-ui">
        {rooms.map((room) => (
          <div key={room} className="contents">
            <span className="truncate first-letter:uppercase">{room.replaceAll('-', ' ')}</span>
            {(['read', 'write'] as const).map((act) => <Checkbox key={act} checked={chosen.includes(`${room}:${act}`)} onChange={(on) => turn(`${room}:${act}`, on)}>{act === 'read' ? 'Read' : 'Write'}<span className="sr-only"> {room}</span></Checkbox>)}
          </div>
        ))}
      </div>
      {error && <p className="mt-1 text-meta text-danger">{error}</p>}
    </fieldset>
  )
}
