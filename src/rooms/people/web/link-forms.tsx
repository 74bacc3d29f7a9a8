import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { PasswordField } from './password-field.tsx'
import { callPeople } from './people-call.ts'
import { hereZone, languageHere } from './zones.ts'

/** Asks for a link to set a new password. */
export function ForgotForm({ onSent }: { onSent: () => void }) {
  const [email, setEmail] = useState('')
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('POST /password/forgot', { body: { email } }, { quiet: true })
    onSent()
  })
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Email address" error={fields['email']}><TextInput type="email" value={email} onChange={setEmail} required autoFocus autoComplete="username" inputMode="email" autoCapitalize="none" /></Field>
      <Trouble>{error}</Trouble>
      <Button type="submit" variant="primary" loading={busy} className="self-start">Send me a link</Button>
    </form>
  )
}

/** Sets the new password that a link allows. */
export function ResetForm({ token, onDone }: { token: string; onDone: () => void }) {
  const [password, setPassword] = useState('')
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('POST /password/reset', { body: { token, password } }, { quiet: true })
    onDone()
  }, { 'people.password-weak': 'password' })
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <PasswordField label="New password" value={password} onChange={setPassword} error={fields['password']} fresh autoFocus />
      <Trouble>{error}</Trouble>
      <Button type="submit" variant="primary" loading={busy} className="self-start">Set password</Button>
    </form>
  )
}

/** Joins by an invitation: a name and a password are all it takes. */
export function JoinForm({ token, email, onIn }: { token: string; email: string; onIn: () => void }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('POST /invitations/accept', { body: { token, name, password, zone: hereZone, language: languageHere } }, { quiet: true })
    onIn()
  }, { 'people.password-weak': 'password' })
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Your name" help="As your colleagues call you." error={fields['name']}><TextInput value={name} onChange={setName} required autoFocus autoComplete="name" /></Field>
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <PasswordField value={password} onChange={setPassword} error={fields['password']} fresh />
      <Trouble>{error}</Trouble>
      <Button type="submit" variant="primary" loading={busy} className="self-start">Join</Button>
    </form>
  )
}
