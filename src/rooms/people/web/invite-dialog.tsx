import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import type { Option } from '../../../ui/option.ts'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { useDirectory, useMe } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { SecretOnce } from './secret-once.tsx'
import { readStaff, roleOptions, type RoleId } from './staff.ts'

/** Whom, as what, into which teams. The mail goes out, and the link can be passed on by hand. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const led = me.teams.filter((team) => team.lead)
  const { teams } = useDirectory()
  const choices: Option[] = (me.role === 'admin' ? teams : led).map(({ id, name }) => ({ id, label: name }))
  const roles = me.role === 'admin' ? roleOptions : roleOptions.filter((one) => one.id === 'agent' || one.id === 'collaborator')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<RoleId>('agent')
  const [into, setInto] = useState<readonly Option[]>(choices.length === 1 ? choices : [])
  const [link, setLink] = useState<string | null>(null)
  const { busy, error, fields, submit } = useSending(async () => {
    const made = await callPeople('POST /invitations', { body: { email, role, teams: into.map((one) => one.id) } })
    setLink(made.link)
    await readStaff()
  }, { 'people.email-taken': 'email', 'people.invited-already': 'email', 'people.team-not-led': 'teams', 'people.role-too-high': 'role' })
  if (link) return <LinkMade link={link} email={email} onClose={onClose} />
  return (
    <Dialog open onOpenChange={onClose} width="small" title="Invite a teammate" description="They get a mail with a link that works for 24 hours.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Email address" error={fields['email']}><TextInput type="email" value={email} onChange={setEmail} required inputMode="email" autoComplete="off" /></Field>
        <Field label="Role" error={fields['role']}><Select options={roles} value={role} onChange={setRole} /></Field>
        <Field label="Teams" optional={me.role === 'admin'} error={fields['teams']}><Combobox multiple options={choices} value={into} onChange={setInto} placeholder="Add a team" empty="No other team" /></Field>
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} className="self-end">Invite</Button>
      </form>
    </Dialog>
  )
}

/** The invitation went out; its link, shown this once. */
export function LinkMade({ link, email, onClose }: { link: string; email: string; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} width="small" title="Invited" description={`A mail to ${email} is on its way. You can also pass this link on by hand; it works once, for 24 hours.`} footer={<Button variant="primary" onClick={onClose}>Done</Button>}>
      <SecretOnce text={link} label="Invitation link" />
    </Dialog>
  )
}
