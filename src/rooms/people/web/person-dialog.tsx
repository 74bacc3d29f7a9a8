import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Facts } from '../../../ui/panel.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { theirFactorQuery } from './account.ts'
import { faceOf, useDirectory, useMe, type Teammate } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { skillsIn } from './profile-form.tsx'
import { readStaff, roleName, roleOptions } from './staff.ts'

/** One teammate: who they are; for admins also what they may be. */
export function PersonDialog({ id, onClose, children }: { id: string; onClose: () => void; /** What rooms above know of them. */ children?: ReactNode }) {
  const me = useMe()
  const one = useDirectory().everyone.find((person) => person.id === id)
  const [leaving, setLeaving] = useState(false)
  if (!one) return null
  if (leaving) return <DeactivateDialog one={one} onClose={() => setLeaving(false)} />
  return (
    <Dialog open onOpenChange={onClose} width="medium" title={one.name} footer={me.may.managePeople && <PersonActs one={one} onDeactivate={() => setLeaving(true)} />}>
      <div className="flex flex-col gap-5">
        <div className="flex items-start gap-4">
          <Avatar person={faceOf(one)} size={40} showPresence decorative />
          <Facts facts={[
            { name: 'Email', value: one.email }, { name: 'Role', value: roleName(one.role) }, { name: 'Teams', value: one.teams.map((team) => (team.lead ? `${team.name} (lead)` : team.name)).join(', ') || 'none' },
            ...(one.skills.length ? [{ name: 'Skills', value: one.skills.join(', ') }] : []), { name: 'Time zone', value: one.zone.replaceAll('_', ' ') }, { name: 'Last here', value: one.seenAt ? <Time at={one.seenAt} as="ago" className="tabular-nums" /> : 'never' },
            ...(one.deactivatedAt ? [{ name: 'State', value: <Badge>Deactivated</Badge> }] : []),
          ]} />
        </div>
        {!one.deactivatedAt && children}
        {me.may.managePeople && !one.deactivatedAt && <PersonForm key={one.id} one={one} />}
      </div>
    </Dialog>
  )
}

function PersonForm({ one }: { one: Teammate }) {
  const [name, setName] = useState(one.name)
  const [title, setTitle] = useState(one.title)
  const [skills, setSkills] = useState(one.skills.join(', '))
  const [role, setRole] = useState(one.role)
  const sameWords = name === one.name && title === one.title && skills === one.skills.join(', ')
  const { busy, error, fields, submit } = useSending(async () => {
    if (!sameWords) await callPeople('PATCH /people/:id', { params: { id: one.id }, body: { name, title, skills: skillsIn(skills) } })
    if (role !== one.role) await callPeople('PUT /people/:id/role', { params: { id: one.id }, body: { role } })
    await readStaff()
    toasts.show({ text: `${name} saved` })
  }, { 'people.last-admin': 'role' })
  const same = sameWords && role === one.role
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 border-t border-line pt-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" error={fields['name']}><TextInput value={name} onChange={setName} required /></Field>
        <Field label="Title" optional error={fields['title']}><TextInput value={title} onChange={setTitle} /></Field>
      </div>
      <Field label="Skills" optional help="With commas between: refunds, Spanish" error={fields['skills']}><TextInput value={skills} onChange={setSkills} /></Field>
      <Field label="Role" error={fields['role']}><Select options={roleOptions} value={role} onChange={setRole} /></Field>
      <Trouble>{error}</Trouble>
      <Button type="submit" loading={busy} disabledReason={same && 'Nothing has changed'} className="self-start">Save</Button>
    </form>
  )
}

function PersonActs({ one, onDeactivate }: { one: Teammate; onDeactivate: () => void }) {
  const { busy, error, run } = useSending(async () => undefined)
  const factor = useQuery(theirFactorQuery(one.id))
  const reactivate = () => run(async () => {
    await callPeople('POST /people/:id/reactivate', { params: { id: one.id } })
    await readStaff()
    toasts.show({ text: `${one.name} may sign in again` })
  })
  const dropFactor = () => run(async () => {
    await callPeople('POST /people/:id/second-factor/off', { params: { id: one.id } })
    await factor.refetch()
    toasts.show({ text: `${one.name} signs in with the password alone now`, detail: 'A mail tells them.' })
  })
  return (
    <>
      <div className="mr-auto min-w-0 flex-1"><Trouble>{error}</Trouble></div>
      {one.deactivatedAt ? <Button loading={busy} onClick={reactivate}>Reactivate</Button> : (
        <>
          {factor.data?.on && <Button variant="ghost" loading={busy} onClick={dropFactor}>Turn off their second factor</Button>}
          <Button variant="ghost" onClick={onDeactivate} className="text-danger!">Deactivate</Button>
        </>
      )}
    </>
  )
}

/** Before somebody goes: what they still own, so that it is handed over and not lost. */
function DeactivateDialog({ one, onClose }: { one: Teammate; onClose: () => void }) {
  const { data } = useQuery({ queryKey: ['people', 'owned', one.id], queryFn: () => callPeople('GET /people/:id/owned', { params: { id: one.id } }), staleTime: 0 })
  const { busy, error, submit } = useSending(async () => {
    await callPeople('POST /people/:id/deactivate', { params: { id: one.id } })
    await readStaff()
    toasts.show({ text: `${one.name} is deactivated`, detail: data?.items.length ? `Hand over: ${data.items.map((item) => item.say).join(', ')}.` : undefined })
    onClose()
  })
  return (
    <Dialog
      open onOpenChange={onClose} width="small" title={`Deactivate ${one.name}`} description="They are signed out everywhere at once and their keys stop working. What they wrote stays; you can reactivate them."
      footer={<><Button variant="ghost" onClick={onClose}>Keep them</Button><Button variant="danger" loading={busy} onClick={submit}>Deactivate</Button></>}
    >
      {data && (data.items.length ? (
        <div className="text-ui"><p className="text-muted">They still own:</p><ul className="mt-1 list-disc pl-5">{data.items.map((item) => <li key={item.kind}>{item.say}</li>)}</ul><p className="mt-3"><a href={`/team/leave?person=${one.id}`} className="text-link underline">Clear all of it first</a></p></div>
      ) : <p className="text-ui text-muted">They own nothing that has to be handed over.</p>)}
      <Trouble>{error}</Trouble>
    </Dialog>
  )
}
