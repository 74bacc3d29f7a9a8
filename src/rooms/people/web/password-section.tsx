import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useMe } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { PasswordField } from './password-field.tsx'
import { callPeople } from './people-call.ts'
import { Section } from './section.tsx'

/** A new password; everywhere else one is signed out. */
export function PasswordSection() {
  const me = useMe()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('PUT /me/password', { body: { current, password } })
    setCurrent('')
    setPassword('')
    toasts.show({ text: 'Password changed', detail: 'You were signed out everywhere else.' })
  }, { 'people.password-wrong': 'current', 'people.password-weak': 'password' })
  return (
    <Section title="Password" help="Changing it signs you out everywhere else.">
      <form onSubmit={submit} className="flex max-w-[420px] flex-col gap-4">
        <input type="hidden" name="username" autoComplete="username" value={me.email} />
        <PasswordField label="Current password" value={current} onChange={setCurrent} error={fields['current']} />
        <PasswordField label="New password" value={password} onChange={setPassword} error={fields['password']} fresh />
        <Trouble>{error}</Trouble>
        <Button type="submit" loading={busy} className="self-start">Change password</Button>
      </form>
    </Section>
  )
}

/** Another address to sign in with: confirmed by a link sent to it. */
export function EmailSection() {
  const me = useMe()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('POST /me/email', { body: { email, password } })
    setSentTo(email)
    setEmail('')
    setPassword('')
  }, { 'people.password-wrong': 'password', 'people.email-taken': 'email' })
  return (
    <Section title="Email address" help={<>You sign in with <span className="break-words text-ink">{me.email}</span>.</>}>
      <form onSubmit={submit} className="flex max-w-[420px] flex-col gap-4">
        <Field label="New email address" help={sentTo ? `A link is on its way to ${sentTo}. Until you follow it nothing changes.` : undefined} error={fields['email']}><TextInput type="email" value={email} onChange={setEmail} required autoComplete="off" inputMode="email" /></Field>
        {email && <PasswordField label="Your password, to be sure" value={password} onChange={setPassword} error={fields['password']} />}
        <Trouble>{error}</Trouble>
        <Button type="submit" loading={busy} className="self-start">Change address</Button>
      </form>
    </Section>
  )
}
