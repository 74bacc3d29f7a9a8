import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { PasswordField } from './password-field.tsx'
import { callPeople } from './people-call.ts'
import { hereZone, languageHere } from './zones.ts'

/** Name the workspace and become its first admin. */
export function SetUpForm({ token, onDone, onBack }: { token: string; onDone: () => void; onBack: () => void }) {
  const [written, setWritten] = useState({ workspace: '', name: '', email: '', password: '' })
  const change = (field: keyof typeof written) => (value: string) => setWritten((now) => ({ ...now, [field]: value }))
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('POST /workspace', { body: { token, ...written, zone: hereZone, language: languageHere } })
    onDone()
  }, { 'people.password-weak': 'password' })
  return (
    <form onSubmit={submit} className="flex max-w-[380px] flex-col gap-4">
      <Field label="Workspace" help="What your team is known as. You can change it later." error={fields['workspace']}><TextInput value={written.workspace} onChange={change('workspace')} required autoFocus autoComplete="organization" placeholder="Hearth & Home Services" /></Field>
      <Field label="Your name" error={fields['name']}><TextInput value={written.name} onChange={change('name')} required autoComplete="name" /></Field>
      <Field label="Your email address" error={fields['email']}><TextInput type="email" value={written.email} onChange={change('email')} required autoComplete="username" inputMode="email" /></Field>
      <PasswordField value={written.password} onChange={change('password')} error={fields['password']} fresh />
      <Trouble>{error}</Trouble>
      <div className="mt-2 flex items-center gap-2">
        <Button type="submit" variant="primary" loading={busy}>Set up workspace</Button>
        <Button variant="ghost" onClick={onBack}>Back</Button>
      </div>
    </form>
  )
}
