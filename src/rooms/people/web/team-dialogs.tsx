import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe, type Team } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { readStaff } from './staff.ts'
import { TeamMembers } from './team-members.tsx'

const visibilities = [
  { id: 'open', label: 'Open', detail: 'Every teammate may see its tickets' },
  { id: 'closed', label: 'Closed', detail: 'Its members and admins only' },
] as const
type Written = { name: string; sign: string; visibility: 'open' | 'closed' }

function TeamFields({ written, onChange, fields }: { written: Written; onChange: (part: Partial<Written>) => void; fields: Record<string, string> }) {
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_112px] gap-4">
        <Field label="Name" error={fields['name']}><TextInput value={written.name} onChange={(name) => onChange({ name })} required /></Field>
        <Field label="Sign" help="Up to 4 letters" error={fields['sign']}><TextInput value={written.sign} onChange={(sign) => onChange({ sign })} maxLength={4} /></Field>
      </div>
      <RadioGroup label="Who may see its tickets" options={visibilities} value={written.visibility} onChange={(visibility) => onChange({ visibility })} />
    </>
  )
}

const about = { 'people.team-name-taken': 'name' }

/** A new team; its maker leads it. */
export function NewTeamDialog({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const [id] = useState(() => newId())
  const [written, setWritten] = useState<Written>({ name: '', sign: '', visibility: 'open' })
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('POST /teams', { body: { id, ...written } })
    await readStaff()
    onMade(id)
  }, about)
  return (
    <Dialog open onOpenChange={onClose} width="small" title="Make a team" description="It has its own queue. You lead it until you say otherwise.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TeamFields written={written} onChange={(part) => setWritten((now) => ({ ...now, ...part }))} fields={fields} />
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} className="self-end">Make team</Button>
      </form>
    </Dialog>
  )
}

/** Name, sign, who may see it, who is in it; for admins also the end of it. */
export function TeamDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const team = useDirectory().teams.find((one) => one.id === id)
  const me = useMe()
  if (!team) return null
  return (
    <Dialog open onOpenChange={onClose} title={team.name} footer={me.role === 'admin' && <ArchiveTeam team={team} onDone={onClose} />}>
      <div className="flex flex-col gap-6">
        <TeamForm key={team.id} team={team} />
        <TeamMembers team={team} />
      </div>
    </Dialog>
  )
}

function TeamForm({ team }: { team: Team }) {
  const [written, setWritten] = useState<Written>({ name: team.name, sign: team.sign, visibility: team.visibility })
  const same = written.name === team.name && written.sign === team.sign && written.visibility === team.visibility
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('PATCH /teams/:id', { params: { id: team.id }, body: written })
    await readStaff()
    toasts.show({ text: `${written.name} saved` })
  }, about)
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TeamFields written={written} onChange={(part) => setWritten((now) => ({ ...now, ...part }))} fields={fields} />
      <Trouble>{error}</Trouble>
      <Button type="submit" loading={busy} disabledReason={same && 'Nothing has changed'} className="self-start">Save</Button>
    </form>
  )
}

function ArchiveTeam({ team, onDone }: { team: Team; onDone: () => void }) {
  const { busy, error, submit } = useSending(async () => {
    await callPeople('POST /teams/:id/archive', { params: { id: team.id } })
    await readStaff()
    toasts.show({ text: `${team.name} is archived` })
    onDone()
  })
  return <><div className="mr-auto min-w-0 flex-1"><Trouble>{error}</Trouble></div><Button variant="ghost" loading={busy} onClick={submit} className="text-danger!">Archive team</Button></>
}
